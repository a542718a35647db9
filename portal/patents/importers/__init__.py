"""Files of patents, in the forms that offices and universities send them, read row by row."""
