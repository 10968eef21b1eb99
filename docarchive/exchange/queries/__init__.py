"""Letters as pages and services read them."""
