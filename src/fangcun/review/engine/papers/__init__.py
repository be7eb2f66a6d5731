"""What the review centre prints."""
