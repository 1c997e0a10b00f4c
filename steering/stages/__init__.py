"""One file per stage of the cycle; the file name is the stage's key."""
