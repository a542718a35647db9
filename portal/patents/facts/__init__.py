"""What is known of a right, as dated events: recorded, taken back, and folded into what holds on a day."""
