"""What viewers say around an episode: the order of comments, lanes of words over the picture, names, manners."""
