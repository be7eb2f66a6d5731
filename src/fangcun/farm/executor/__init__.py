"""Where tasks are carried out: worker processes and the parent that minds them."""
