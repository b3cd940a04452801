/* Keys by name, as in keys.ini, in the key bar and in the manual. */
#include "config.h"

#include <string.h>

#include "base/attr.h"
#include "base/i18n.h"
#include "base/text/text.h"
#include "ui/cmd/cmd.h"
#include "ui/model/event.h"

static const struct {
    const char *name;
    int key;
} key_names[] = {
    {"Enter", K_ENTER}, {"Tab", K_TAB},         {"S-Tab", K_BACKTAB},
    {"Esc", K_ESC},     {"Space", ' '},         {"Backspace", K_BACKSPACE},
    {"Up", K_UP},       {"Down", K_DOWN},       {"Left", K_LEFT},
    {"Right", K_RIGHT}, {"Home", K_HOME},       {"End", K_END},
    {"PgUp", K_PGUP},   {"PgDn", K_PGDN},       {"Ins", K_INSERT},
    {"Del", K_DELETE},  {"^Left", K_CTRL_LEFT}, {"^Right", K_CTRL_RIGHT},
};

enum { F_KEYS = 12, LAST_RUNE = 0x10FFFF };

bool key_printable(int key)
{
    return key >= 0x20 && key <= LAST_RUNE && text_rune_cols((uint32_t)key) >= 0 &&
           key != K_BACKSPACE;
}

static int parse_f_key(const char *name)
{
    if (name[0] != 'F' || name[1] < '1' || name[1] > '9')
        return 0;
    int n = name[1] - '0';
    if (name[2]) {
        if (name[2] < '0' || name[2] > '9' || name[3])
            return 0;
        n = n * 10 + name[2] - '0';
    }
    return n <= F_KEYS ? K_F(n) : 0;
}

int key_parse(const char *name)
{
    size_t bytes;

    for (size_t i = 0; i < COUNT_OF(key_names); i++)
        if (strcmp(key_names[i].name, name) == 0)
            return key_names[i].key;
    if (strncmp(name, "M-", 2) == 0 && name[2]) {
        int key = key_parse(name + 2);
        return key && !(key & K_ALT) ? key | K_ALT : 0;
    }
    if (name[0] == '^' && name[1] >= 'A' && name[1] <= 'Z' && !name[2])
        return K_CTRL(name[1]);
    int f_key = parse_f_key(name);
    if (f_key)
        return f_key;
    if (!text_valid(name, strlen(name), NULL))
        return 0;
    uint32_t rune = text_rune(name, &bytes);
    return bytes && !name[bytes] && rune != ' ' && key_printable((int)rune) ? (int)rune : 0;
}

void key_name(int key, Buf *out)
{
    if (key & K_ALT) {
        buf_add(out, "M-");
        key &= ~K_ALT;
    }
    for (size_t i = 0; i < COUNT_OF(key_names); i++)
        if (key_names[i].key == key) {
            buf_add(out, key_names[i].name);
            return;
        }
    if (key > K_F0 && key <= K_F(F_KEYS))
        buf_addf(out, "F%d", key - K_F0);
    else if (key > 0 && key < 0x20)
        buf_addf(out, "^%c", key + '@');
    else if (key_printable(key))
        buf_add_rune(out, (unsigned)key);
    else
        buf_addf(out, "0x%x", (unsigned)key);
}

/* As people say it, where that is not what stands on the key; NULL: as its name. */
static const char *label_of(int key)
{
    switch (key) {
    /* TRANSLATORS: keys as people call them; an arrow may be its sign. */
    case K_UP:
        return C_("key", "Up");
    case K_DOWN:
        return C_("key", "Down");
    case K_LEFT:
        return C_("key", "Left");
    case K_RIGHT:
        return C_("key", "Right");
    case ' ':
        return C_("key", "Space");
    case K_BACKSPACE:
        return C_("key", "Backspace");
    case K_BACKTAB:
        return C_("key", "Shift+Tab");
    case K_CTRL_LEFT:
        return C_("key", "Ctrl+Left");
    case K_CTRL_RIGHT:
        return C_("key", "Ctrl+Right");
    default:
        return NULL;
    }
}

void key_label(int key, Buf *out)
{
    if (key & K_ALT) {
        key &= ~K_ALT;
        buf_add(out, key >= 'A' && key <= 'Z' ? "Alt+Shift+" : "Alt+");
    }
    const char *label = label_of(key);
    if (label)
        buf_add(out, label);
    else
        key_name(key, out);
}
