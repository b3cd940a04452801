/* The inside of a keymap, shared by cmd.c and the reader of keys.ini. */
#ifndef ANJUAN_UI_CMD_KEYMAP_H
#define ANJUAN_UI_CMD_KEYMAP_H

#include "ui/cmd/cmd.h"

enum { KEYS_PER_COMMAND = 6 };

struct Keymap {
    int keys[CMD_COUNT][KEYS_PER_COMMAND]; /* 0 ends a list that is not full */
};

/* Reads names separated by blanks; *bad (may be NULL) is the name that is no key, or NULL when
 * there are too many. */
bool keymap_parse(const char *names, int keys[KEYS_PER_COMMAND], Buf *bad);

/* Two commands with one key along one chain; false: none. */
bool keymap_clash(const struct Keymap *keymap, CmdId *a, CmdId *b, int *key);

#endif
