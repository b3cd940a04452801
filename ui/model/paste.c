/* Rows and cells are parted as they come, quotes taken away where they were needed. */
#include "config.h"

#include "ui/model/paste.h"

#include <string.h>

#include "base/i18n.h"

typedef struct Reader {
    const char *at, *end;
} Reader;

/* The length of a line end: CR LF, LF or CR; 0: none here. */
static size_t line_end(const char *at, const char *end)
{
    if (at == end || (*at != '\n' && *at != '\r'))
        return 0;
    return *at == '\r' && at + 1 < end && at[1] == '\n' ? 2 : 1;
}

static bool cell_ends(const char *at, const char *end)
{
    return at == end || *at == '\t' || line_end(at, end) > 0;
}

/* A cell in quotes, its doubled quotes being one. Only what had to be quoted is taken so:
 * quotes around a plain word are part of it, and so is one that nothing closes. */
static bool read_quoted(Reader *reader, Buf *out)
{
    bool needed = false;
    size_t before = out->len;
    for (const char *at = reader->at + 1; at < reader->end; at++) {
        if (*at == '"' && at + 1 < reader->end && at[1] == '"') {
            needed = true;
            at++;
        } else if (*at == '"') {
            if (!needed || !cell_ends(at + 1, reader->end))
                break;
            reader->at = at + 1;
            return true;
        }
        needed = needed || *at == '\t' || *at == '\n' || *at == '\r';
        buf_add_char(out, *at);
    }
    buf_cut(out, before);
    return false;
}

static void read_cell(Reader *reader, Buf *out)
{
    buf_clear(out);
    if (reader->at < reader->end && *reader->at == '"' && read_quoted(reader, out))
        return;
    while (!cell_ends(reader->at, reader->end))
        buf_add_char(out, *reader->at++);
}

static bool is_blank(const char *text)
{
    return text[strspn(text, " \t\r\n")] == '\0';
}

static bool read_row(Reader *reader, Arena *arena, PasteRow *row, Err *err)
{
    const char *cells[PASTE_CELLS];
    Buf cell = BUF_INIT;
    bool more = true, done = true;
    row->n = 0;
    for (size_t i = 0; more && done; i++) {
        read_cell(reader, &cell);
        if (i < PASTE_CELLS)
            cells[i] = arena_dup(arena, cell.data);
        if (!is_blank(cell.data))
            row->n = i + 1;
        if (row->n > PASTE_CELLS)
            done = err_set(err, ERR_INPUT,
                           ngettext("Nothing was pasted: row %zu has more than %d cell",
                                    "Nothing was pasted: row %zu has more than %d cells",
                                    PASTE_CELLS),
                           row->line, PASTE_CELLS);
        more = reader->at < reader->end && *reader->at == '\t';
        reader->at += more;
    }
    reader->at += line_end(reader->at, reader->end);
    row->cells = arena_alloc(arena, (row->n + 1) * sizeof *row->cells);
    for (size_t i = 0; done && i < row->n; i++)
        row->cells[i] = cells[i];
    buf_free(&cell);
    return done;
}

bool paste_read(const char *text, size_t len, Arena *arena, PasteTable *out, Err *err)
{
    Reader reader = {text, text + len};
    out->rows = arena_alloc(arena, PASTE_ROWS * sizeof *out->rows);
    out->n = 0;
    for (size_t line = 1; reader.at < reader.end; line++) {
        PasteRow row = {.line = line};
        if (!read_row(&reader, arena, &row, err))
            return false;
        if (!row.n)
            continue;
        if (out->n == PASTE_ROWS)
            return err_set(err, ERR_INPUT,
                           ngettext("Nothing was pasted: it may have %d row at most",
                                    "Nothing was pasted: it may have %d rows at most",
                                    PASTE_ROWS),
                           PASTE_ROWS);
        out->rows[out->n++] = row;
    }
    return true;
}

void paste_plain(const char *text, size_t len, Buf *out)
{
    Reader reader = {text, text + len};
    while (reader.end > reader.at && line_end(reader.end - 1, reader.end))
        reader.end--;
    size_t before = out->len;
    if (reader.at < reader.end && *reader.at == '"' && read_quoted(&reader, out) &&
        reader.at == reader.end)
        return;
    buf_cut(out, before);
    buf_add_bytes(out, text, (size_t)(reader.end - text));
}
