/* Any bytes as what is pasted and as keys in the line editor: a table is what its cells say,
 * the text stays text, the caret at a character's edge, and undo leads back to where it
 * began. */
#include "config.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/mem.h"
#include "base/text/text.h"
#include "tests/fuzz/fuzz.h"
#include "ui/model/lineedit.h"
#include "ui/model/paste.h"

static void must(bool holds)
{
    if (!holds)
        abort();
}

static void read_table(const char *text, size_t len)
{
    Arena *arena = arena_new();
    PasteTable table;
    Err err;
    size_t cells = 0, line = 0;
    if (paste_read(text, len, arena, &table, &err)) {
        must(table.n <= PASTE_ROWS);
        for (size_t i = 0; i < table.n; i++) {
            must(table.rows[i].line > line && table.rows[i].n > 0);
            must(table.rows[i].n <= PASTE_CELLS);
            line = table.rows[i].line;
            for (size_t c = 0; c < table.rows[i].n; c++)
                cells += strlen(table.rows[i].cells[c]);
        }
        must(cells <= len);
    }
    arena_free(arena);
}

static void check(const LineEdit *edit, size_t max)
{
    must(text_check(edit->text.data, edit->text.len, edit->lines, max, "", NULL));
    must(edit->caret <= edit->text.len);
    must((edit->text.data[edit->caret] & 0xC0) != 0x80);
}

/* Each byte below 0x20 is a key, each run of others is typed. */
static void type_in(const char *text, size_t len, size_t max, bool lines)
{
    enum { KEYS = 0x20 };
    LineEdit edit;
    lineedit_init(&edit, "始é𠮷", max, lines);
    for (size_t at = 0, next; at < len; at = next) {
        for (next = at; next < len && (unsigned char)text[next] >= KEYS; next++)
            continue;
        lineedit_insert(&edit, text + at, next - at);
        check(&edit, max);
        if (next == len)
            break;
        int key = text[next++];
        if (key == '\x1a')
            lineedit_undo(&edit);
        else if (key == '\x19')
            lineedit_redo(&edit);
        else
            lineedit_key(&edit, key == '\x0e' ? K_LEFT : key == '\x10' ? K_CTRL_RIGHT : key);
        check(&edit, max);
    }
    while (lineedit_undo(&edit))
        check(&edit, max);
    while (lineedit_redo(&edit))
        check(&edit, max);
    lineedit_free(&edit);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    enum { SIZE_MAX_TRIED = 4096, ROOM = 40 };
    Buf plain = BUF_INIT;
    if (size > SIZE_MAX_TRIED)
        return 0;
    /* A copy of exactly that size, so that a read beyond it is seen. */
    char *text = xstrndup((const char *)data, size);
    size_t len = strlen(text);
    read_table(text, len);
    paste_plain(text, len, &plain);
    must(plain.len <= len);
    type_in(text, len, 0, true);
    type_in(text, len, ROOM, false);
    buf_free(&plain);
    free(text);
    return 0;
}
