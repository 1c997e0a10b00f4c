"""What newcomers read, and the script that draws its one picture."""
