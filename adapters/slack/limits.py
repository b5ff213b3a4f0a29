"""Slack's limits, by the names of its own reference (docs.slack.dev/reference/block-kit, read November 2026).

Where practice is stricter than the reference, the number here is the stricter one and says so.
"""

from __future__ import annotations

MESSAGE_BLOCKS = 50
VIEW_BLOCKS = 100  # modals and the App Home
MESSAGE_CHARACTERS = 10_000
"""All text of a message's blocks. Undocumented: messages of 11,341 characters were refused, 13,170 always are."""
TEXT_CHARACTERS = 3_000  # a text object of a section or context
ACTIONS_ELEMENTS = 25
OVERFLOW_OPTIONS = 5
SELECT_OPTIONS = 100
LABEL_CHARACTERS = 75  # of a button or an option
BUTTON_VALUE_CHARACTERS = 2_000
OPTION_VALUE_CHARACTERS = 150
IDENTIFIER_CHARACTERS = 255  # action_id, block_id
PRIVATE_METADATA_CHARACTERS = 3_000
VIEW_TITLE_CHARACTERS = 24
RESPONSE_URL_USES = 5
RESPONSE_URL_SECONDS = 30 * 60
COMMANDS = 50
COMMAND_CHARACTERS = 32  # with its slash
UNFURL_DOMAINS = 5
