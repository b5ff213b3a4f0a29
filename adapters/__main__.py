"""`python -m adapters …` is `quotedesk …`."""

from adapters.cli import main

if __name__ == "__main__":
    main()
