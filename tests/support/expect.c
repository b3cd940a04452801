/* The screen as text, and the expectations over it. */
#include "config.h"

#include <check.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include "base/attr.h"
#include "tests/support/term.h"

typedef struct Text { /* a memory stream and what it wrote */
    FILE *out;
    char *bytes;
    size_t len;
} Text;

static void text_open(Text *text)
{
    *text = (Text){0};
    text->out = open_memstream(&text->bytes, &text->len);
    if (!text->out)
        abort();
}

static char *text_take(Text *text)
{
    fclose(text->out);
    return text->bytes;
}

static void put_rune(FILE *out, uint32_t c)
{
    if (c < 0x80) {
        putc((int)c, out);
    } else if (c < 0x800) {
        fprintf(out, "%c%c", (int)(0xc0 | c >> 6), (int)(0x80 | (c & 0x3f)));
    } else if (c < 0x10000) {
        fprintf(out, "%c%c%c", (int)(0xe0 | c >> 12), (int)(0x80 | (c >> 6 & 0x3f)),
                (int)(0x80 | (c & 0x3f)));
    } else {
        fprintf(out, "%c%c%c%c", (int)(0xf0 | c >> 18), (int)(0x80 | (c >> 12 & 0x3f)),
                (int)(0x80 | (c >> 6 & 0x3f)), (int)(0x80 | (c & 0x3f)));
    }
}

/* Writes a cell; special, when given, holds the signs that are doubled. */
static void put_cell(FILE *out, const VTermScreenCell *cell, const char *special)
{
    if (cell->chars[0] == 0) {
        putc(' ', out);
        return;
    }
    for (size_t i = 0; i < VTERM_MAX_CHARS_PER_CELL && cell->chars[i]; i++) {
        put_rune(out, cell->chars[i]);
        if (special && cell->chars[i] < 0x80 && strchr(special, (int)cell->chars[i]))
            put_rune(out, cell->chars[i]);
    }
}

static VTermScreenCell cell_at(const Term *term, int row, int col)
{
    VTermScreenCell cell = {.width = 1};

    vterm_screen_get_cell(term_screen(term), (VTermPos){.row = row, .col = col}, &cell);
    return cell;
}

/* "" or some of r, b, u in this order. */
static void cell_letters(const VTermScreenCell *cell, char letters[4])
{
    size_t n = 0;

    if (cell->attrs.reverse)
        letters[n++] = 'r';
    if (cell->attrs.bold)
        letters[n++] = 'b';
    if (cell->attrs.underline)
        letters[n++] = 'u';
    letters[n] = '\0';
}

static size_t without_blanks(const char *text, size_t len)
{
    while (len > 0 && text[len - 1] == ' ')
        len--;
    return len;
}

char *term_row(const Term *term, int row)
{
    Text text;
    int rows, cols;
    char *result;

    term_size(term, &rows, &cols);
    text_open(&text);
    for (int col = 0; row < rows && col < cols;) {
        VTermScreenCell cell = cell_at(term, row, col);

        put_cell(text.out, &cell, NULL);
        col += cell.width > 1 ? cell.width : 1;
    }
    result = text_take(&text);
    result[without_blanks(result, strlen(result))] = '\0';
    return result;
}

char *term_attr(const Term *term, int row, int col)
{
    VTermScreenCell cell = cell_at(term, row, col);
    char letters[4];

    cell_letters(&cell, letters);
    return strdup(letters);
}

/* One row in the notation; a run of attributes is closed at the row's end. */
static void dump_row(const Term *term, FILE *out, int row, bool attrs, int cursor_col)
{
    int rows, cols;
    char run[4] = "";

    term_size(term, &rows, &cols);
    for (int col = 0; col < cols;) {
        VTermScreenCell cell = cell_at(term, row, col);
        char letters[4] = "";

        if (attrs)
            cell_letters(&cell, letters);
        if (strcmp(run, letters) != 0) {
            if (*run)
                putc('}', out);
            if (*letters)
                fprintf(out, "{%s:", letters);
            memcpy(run, letters, sizeof(run));
        }
        if (col == cursor_col)
            putc('^', out);
        put_cell(out, &cell, "^{}");
        col += cell.width > 1 ? cell.width : 1;
    }
    if (*run)
        putc('}', out);
}

char *term_dump(const Term *term, bool attrs, bool cursor)
{
    Text all;
    int rows, cols, cursor_row, cursor_col;
    size_t kept = 0;
    char *result;

    term_size(term, &rows, &cols);
    term_cursor(term, &cursor_row, &cursor_col);
    text_open(&all);
    for (int row = 0; row < rows; row++) {
        Text line;
        char *bytes;
        size_t len;

        text_open(&line);
        dump_row(term, line.out, row, attrs, cursor && row == cursor_row ? cursor_col : -1);
        bytes = text_take(&line);
        len = without_blanks(bytes, strlen(bytes));
        fprintf(all.out, "|%.*s|\n", (int)len, bytes);
        fflush(all.out);
        if (len > 0)
            kept = all.len; /* empty rows at the end do not count */
        free(bytes);
    }
    result = text_take(&all);
    result[kept] = '\0';
    return result;
}

/* The expectation brought to the form of term_dump. */
static char *normal(const char *want)
{
    Text all;
    size_t kept = 0;
    char *result;

    text_open(&all);
    while (*want) {
        size_t len = strcspn(want, "\n");
        const char *row = want;

        want += len + (want[len] == '\n');
        while (len > 0 && *row == ' ')
            row++, len--;
        if (len == 0)
            continue;
        if (len > 0 && *row == '|')
            row++, len--;
        len = without_blanks(row, len);
        if (len > 0 && row[len - 1] == '|')
            len = without_blanks(row, len - 1);
        fprintf(all.out, "|%.*s|\n", (int)len, row);
        fflush(all.out);
        if (len > 0)
            kept = all.len;
    }
    result = text_take(&all);
    result[kept] = '\0';
    return result;
}

/* Whether sign stands in text undoubled. */
static bool names(const char *text, char sign)
{
    for (const char *p = text; *p; p++) {
        if (*p != sign)
            continue;
        if (p[1] != sign)
            return true;
        p++;
    }
    return false;
}

static NORETURN void give_up(const Term *term, const char *file, int line, const char *what)
{
    int row, col;
    char *dump = term_dump(term, true, true);

    term_cursor(term, &row, &col);
    fprintf(stderr, "%s:%d: %s\nThe screen, cursor at row %d, column %d%s:\n", file, line, what,
            row, col, term_cursor_visible(term) ? "" : " (hidden)");
    for (const char *p = dump; *p;) {
        size_t len = strcspn(p, "\n");

        fprintf(stderr, "    \"");
        for (size_t i = 0; i < len; i++)
            fprintf(stderr, p[i] == '"' || p[i] == '\\' ? "\\%c" : "%c", p[i]);
        fprintf(stderr, "\\n\"\n");
        p += len + (p[len] == '\n');
    }
    free(dump);
    term_reports(term);
    ck_abort_msg("%s:%d: %s", file, line, what);
    abort();
}

typedef struct RowWant {
    int row;
    const char *text;
} RowWant;

static bool has_row(const Term *term, const void *what)
{
    const RowWant *want = what;
    char *row = term_row(term, want->row);
    bool same = strlen(row) == without_blanks(want->text, strlen(want->text)) &&
                strncmp(row, want->text, strlen(row)) == 0;

    free(row);
    return same;
}

static bool has_text(const Term *term, const void *what)
{
    int rows, cols;
    bool found = false;

    term_size(term, &rows, &cols);
    for (int row = 0; row < rows && !found; row++) {
        char *text = term_row(term, row);

        found = strstr(text, what) != NULL;
        free(text);
    }
    return found;
}

static bool lacks_text(const Term *term, const void *what)
{
    return !has_text(term, what);
}

typedef struct CellWant {
    int row, col;
    const char *letters;
} CellWant;

static bool has_cursor(const Term *term, const void *what)
{
    const CellWant *want = what;
    int row, col;

    term_cursor(term, &row, &col);
    return row == want->row && col == want->col;
}

static bool has_attr(const Term *term, const void *what)
{
    const CellWant *want = what;
    char *letters = term_attr(term, want->row, want->col);
    bool same = strcmp(letters, want->letters) == 0;

    free(letters);
    return same;
}

static bool has_screen(const Term *term, const void *what)
{
    const char *want = what;
    char *dump = term_dump(term, names(want, '{'), names(want, '^'));
    bool same = strcmp(dump, want) == 0;

    free(dump);
    return same;
}

bool term_wait(Term *term, const char *needle, int ms)
{
    return term_until(term, has_text, needle, ms);
}

bool term_wait_gone(Term *term, const char *needle, int ms)
{
    return term_until(term, lacks_text, needle, ms);
}

bool term_wait_row(Term *term, int row, const char *want, int ms)
{
    return term_until(term, has_row, &(RowWant){.row = row, .text = want}, ms);
}

void term_expect_screen(Term *term, const char *want, const char *file, int line)
{
    char *form = normal(want);

    if (!term_until(term, has_screen, form, 0)) {
        fprintf(stderr, "Expected:\n%s", form);
        give_up(term, file, line, "the screen is not as expected");
    }
    free(form);
}

/* Formats what was expected and fails. */
static NORETURN void give_up_f(const Term *term, const char *file, int line, const char *fmt,
                               ...) PRINTF_LIKE(4, 5);
static NORETURN void give_up_f(const Term *term, const char *file, int line, const char *fmt,
                               ...)
{
    char *what = NULL;
    va_list args;

    va_start(args, fmt);
    if (vasprintf(&what, fmt, args) < 0)
        abort();
    va_end(args);
    give_up(term, file, line, what);
}

void term_expect_row(Term *term, int row, const char *want, const char *file, int line)
{
    if (!term_wait_row(term, row, want, 0))
        give_up_f(term, file, line, "row %d is not \"%s\"", row, want);
}

void term_expect_text(Term *term, const char *needle, const char *file, int line)
{
    if (!term_wait(term, needle, 0))
        give_up_f(term, file, line, "\"%s\" is not on the screen", needle);
}

void term_expect_gone(Term *term, const char *needle, const char *file, int line)
{
    if (!term_wait_gone(term, needle, 0))
        give_up_f(term, file, line, "\"%s\" is still on the screen", needle);
}

void term_expect_cursor(Term *term, int row, int col, const char *file, int line)
{
    if (!term_until(term, has_cursor, &(CellWant){.row = row, .col = col}, 0))
        give_up_f(term, file, line, "the cursor is not at row %d, column %d", row, col);
}

void term_expect_attr(Term *term, int row, int col, const char *letters, const char *file,
                      int line)
{
    CellWant want = {.row = row, .col = col, .letters = letters};

    if (!term_until(term, has_attr, &want, 0))
        give_up_f(term, file, line, "row %d, column %d has not the attributes \"%s\"", row, col,
                  letters);
}

void term_expect_idle(Term *term, const char *file, int line)
{
    if (!term_wait_idle(term, 0))
        give_up(term, file, line, "the program has not taken its input and come to rest");
}

void term_expect_exit(Term *term, int code, const char *file, int line)
{
    int status = 0;

    if (!term_wait_exit(term, &status, 0))
        give_up(term, file, line, "the program has not ended");
    if (!WIFEXITED(status) || WEXITSTATUS(status) != code)
        give_up_f(term, file, line, "the program ended with %s %d, not with exit code %d",
                  WIFEXITED(status) ? "exit code" : "signal",
                  WIFEXITED(status) ? WEXITSTATUS(status) : WTERMSIG(status), code);
}
