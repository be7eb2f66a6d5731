"""Pages of the review centre: the queue, the reviewer's desk, the producer's view, submission."""
