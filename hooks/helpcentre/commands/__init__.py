"""What each command of `helpcentre` does, once its arguments are read."""
