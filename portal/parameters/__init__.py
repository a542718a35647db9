"""What the law sets in figures: values with the day from which they hold and their source."""
