"""What words ask for, wherever they ask it: phrases, sentences, colours, sizes, places."""
