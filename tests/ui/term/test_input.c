/* What terminals send, byte by byte: in one piece, in two torn at every place, and each byte
 * alone over a slow line. A field that says "ab" holds what it should afterwards, and no Esc
 * stays that nobody pressed. */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include "base/attr.h"
#include "base/buf.h"
#include "tests/support/suite.h"
#include "ui/model/event.h"
#include "ui/model/lineedit.h"
#include "ui/term/input.h"

enum { SLOW_MS = 100, LATE_MS = 400 }; /* between two pieces */

typedef struct Row {
    const char *bytes, *want;
    int key; /* what no line editor takes, at the end; 0: none */
} Row;

static const Row rows[] = {
    /* the numeric keypad in application mode */
    {"\033Op", "ab0", 0},
    {"\033Oq", "ab1", 0},
    {"\033Or", "ab2", 0},
    {"\033Os", "ab3", 0},
    {"\033Ot", "ab4", 0},
    {"\033Ou", "ab5", 0},
    {"\033Ov", "ab6", 0},
    {"\033Ow", "ab7", 0},
    {"\033Ox", "ab8", 0},
    {"\033Oy", "ab9", 0},
    {"\033On", "ab.", 0},
    {"\033Ok", "ab+", 0},
    {"\033Ol", "ab+", 0},
    {"\033Om", "ab-", 0},
    {"\033Oj", "ab*", 0},
    {"\033Oo", "ab/", 0},
    {"\033OX", "ab=", 0},
    {"\033O ", "ab ", 0},
    {"\033OM", "ab", K_ENTER},
    {"\033OI", "ab", K_TAB},
    {"\033Oq\033Or王\033On", "ab12王.", 0},
    {"\217q", "ab1", 0}, /* opened by one byte */
    {"\302\217q", "ab1", 0},
    /* a mouse: SGR, urxvt, X10, bytes beyond ASCII, as UTF-8, marking */
    {"\033[<0;10;10M", "ab", 0},
    {"\033[<0;10;10mc", "abc", 0},
    {"\033[<64;132;43M\033[<65;132;43M", "ab", 0},
    {"\033[32;10;10M", "ab", 0},
    {"\033[M !!", "ab", 0},
    {"\033[M#!!c", "abc", 0},
    {"\033[M \310!c", "abc", 0},
    {"\033[M !\377", "ab", 0},
    {"\033[M \303\210!c", "abc", 0},
    {"\033[M !\310\033[M#!\310", "ab", 0},
    {"\033[t!!c", "abc", 0},
    {"\033[T!!!!!!c", "abc", 0},
    {"\302\233<0;10;10M", "ab", 0},
    {"\233<0;10;10M", "ab", 0},
    /* strings, with each of their ends */
    {"\033]11;rgb:0000/0000/0000\033\\", "ab", 0},
    {"\033]11;rgb:ffff/ffff/ffff\a", "ab", 0},
    {"\033]52;c;546L5bCP5piO\033\\c", "abc", 0},
    {"\033]0;王小明 – ward\a", "ab", 0},
    {"\033]lward\033\\", "ab", 0},
    {"\033P1$r0m\033\\", "ab", 0},
    {"\033P>|XTerm(388)\033\\", "ab", 0},
    {"\033P1+r544e=787465726d\033\\c", "abc", 0},
    {"\033P!|00000000\033\\", "ab", 0},
    {"\033_Gi=1;OK\033\\", "ab", 0},
    {"\033^private\033\\", "ab", 0},
    {"\033Xstart\033\\", "ab", 0},
    {"\302\235"
     "11;rgb:0/0/0\302\234",
     "ab", 0},
    {"\302\220"
     "1$r0m\302\234c",
     "abc", 0},
    {"\033]11;rgb:\rc", "abc", K_ENTER}, /* broken off */
    {"\033]11;rgb:\033[D\033[Dc", "cab", 0},
    {"\033]11;rgb:\030c", "abc", 0},
    /* answers and reports */
    {"\033[?1;2c", "ab", 0},
    {"\033[>0;276;0c", "ab", 0},
    {"\033[?62;22c\033[0n", "ab", 0},
    {"\033[24;80R", "ab", 0},
    {"\033[1;3R", "ab", 0},
    {"\033[?2026;1$y", "ab", 0},
    {"\033[4;1$yc", "abc", 0},
    {"\033[8;24;80t", "ab", 0},
    {"\033[?1u", "ab", 0},
    {"\033[I", "ab", 0},
    {"\033[Oc", "abc", 0},
    {"\033[?997;1n", "ab", 0},
    /* a paste, which may hold what looks like keys */
    {"\033[200~王小明\033[201~c", "ab王小明c", 0},
    {"\033[200~1\033[31m2\033[A3\033[201~", "ab123", 0},
    {"\033[200~1\033[<0;1;1M2\033[201~", "ab12", 0},
    {"\033[201~", "ab", 0},
    /* keys with modifiers */
    {"\033[1;5Dc", "cab", 0},
    {"\033[1;5D\033[1;5Cc", "abc", 0},
    {"\033[1;2Dc", "acb", 0},
    {"\033[Dc", "acb", 0},
    {"\033ODc", "acb", 0},
    {"\033O5Dc", "cab", 0},
    {"\033Odc", "cab", 0},
    {"\033[dc", "acb", 0},
    {"\033[H\033[3~", "b", 0},
    {"\033[1~\033[3;2~c", "cab", 0},
    {"\033[2$c", "abc", 0},
    {"\033[3^c", "abc", 0},
    {"\033[3@c", "abc", 0},
    {"\033[1;2P", "ab", 0},
    {"\033[23;5~", "ab", 0},
    {"\033[1;3D", "ab", K_ALT | K_LEFT},
    {"\033[27;5;99~", "ab", K_CTRL('c')},
    {"\033[27;2;65~", "abA", 0},
    {"\033[27;5;13~", "ab", 0},
    {"\033[97;5u", "ab", 0}, /* to the start, and nothing typed */
    {"\033[97;5uc", "cab", 0},
    {"\033[97u", "aba", 0},
    {"\033[97:65;2u", "abA", 0},
    {"\033[49:33;2u", "ab!", 0},
    {"\033[97;1:3u", "ab", 0},
    {"\033[29579u", "ab王", 0},
    {"\033[57400u", "ab1", 0},
    {"\033[57414u", "ab", K_ENTER},
    {"\033[57417u\033[127u", "b", 0},
    {"\033[57441;2u", "ab", 0},
    {"\033[113;3u", "ab", K_ALT | 'q'},
    {"\033[9;2u", "ab", K_BACKTAB},
    {"\033[Z", "ab", K_BACKTAB},
    /* function keys of the Linux console, and its others */
    {"\033[[A", "ab", K_F(1)},
    {"\033[[B", "ab", K_F(2)},
    {"\033[[E", "ab", K_F(5)},
    {"\033[[Fc", "abc", 0},
    {"\033[17~", "ab", K_F(6)},
    {"\033OP", "ab", K_F(1)},
    {"\033[24~", "ab", K_F(12)},
    {"\033[34~", "ab", 0},
    {"\033[G", "ab", 0},
    {"\033OE", "ab", 0},
    /* what is broken off by what is no part of it, and what is longer than any key */
    {"\033[1;王", "ab王", 0},
    {"\033[1;\033[D\033[Dc", "cab", 0},
    {"\033[1;\032c", "abc", 0},
    {"\033[1;2;3;4;5;6;7;8;9;10;11;12;13;14;15;16;17;18;19;20;21mc", "abc", 0},
    {"\033[99999999999999999999;99999999999999999999~", "ab", 0},
};

static Input input;
static LineEdit edit;
static int last_key, escapes;
static bool pasting;

static void setup(void)
{
    memset(&input, 0, sizeof input);
    input.utf8 = true;
    lineedit_init(&edit, "ab", 0, false);
    last_key = escapes = 0;
    pasting = false;
}

static void teardown(void)
{
    lineedit_free(&edit);
}

static void take_key(int key)
{
    escapes += key == K_ESC;
    if (!pasting && key != K_ESC && !lineedit_key(&edit, key))
        last_key = key;
}

static void take_all(void)
{
    for (Typed next; (next = input_next(&input)).kind != TYPED_NONE;) {
        Buf text = BUF_INIT;
        switch (next.kind) {
        case TYPED_CHAR:
            buf_add_rune(&text, next.what);
            if (next.what < ' ' || next.what == K_BACKSPACE)
                take_key((int)next.what);
            else
                lineedit_insert(&edit, text.data, text.len);
            break;
        case TYPED_KEY:
            take_key((int)next.what);
            break;
        case TYPED_PASTE:
        case TYPED_PASTE_END:
            pasting = next.kind == TYPED_PASTE;
            break;
        case TYPED_NO_ESC:
            escapes--;
            break;
        default:
            break;
        }
        buf_free(&text);
    }
}

static void wait_ms(int64_t *now, int ms)
{
    int wait = input_wait(&input);
    if (wait && wait <= ms)
        input_pause(&input, *now + wait);
    take_all();
    *now += ms;
}

static void give(const char *bytes, size_t n, int64_t now)
{
    for (size_t i = 0; i < n; i++) {
        input_byte(&input, (unsigned char)bytes[i], now);
        take_all();
    }
}

/* Torn before that byte, after a pause of so long; each: before every byte. */
static void check(const Row *row, size_t torn, bool each, int ms)
{
    size_t n = strlen(row->bytes);
    int64_t now = 5000;

    setup();
    for (size_t i = 0; i < n; i++) {
        if (each || i == torn)
            wait_ms(&now, ms);
        give(row->bytes + i, 1, now);
    }
    wait_ms(&now, INPUT_REST_MS);
    char what[64];
    snprintf(what, sizeof what, "row %d torn at %zu, %d ms", (int)(row - rows), torn, ms);
    ck_assert_msg(strcmp(edit.text.data, row->want) == 0, "%s: “%s”", what, edit.text.data);
    if (torn == 2 && ms == LATE_MS && strncmp(row->bytes, "\033P", 2) == 0)
        last_key &= ~(K_ALT | 'P'); /* told as that key, and no more of it */
    ck_assert_msg(last_key == row->key, "%s: key %x", what, (unsigned)last_key);
    ck_assert_msg(escapes == 0, "%s: Esc", what);
    teardown();
}

START_TEST(test_input_sequences)
{
    ck_assert_uint_ge(COUNT_OF(rows), 60);
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        size_t n = strlen(rows[i].bytes);
        for (size_t torn = 0; torn < n; torn++) {
            check(&rows[i], torn, false, 0);
            check(&rows[i], torn, false, SLOW_MS);
            if (torn && rows[i].bytes[torn - 1] != '\033') /* which is a key by then */
                check(&rows[i], torn, false, LATE_MS);
        }
        check(&rows[i], n, true, SLOW_MS);
    }
}
END_TEST

/* Esc is a key when nothing follows, twice is twice; with a letter it is Alt. */
START_TEST(test_input_esc)
{
    static const struct {
        const char *bytes;
        int escapes, key;
    } keys[] = {
        {"\033", 1, 0},
        {"\033\033", 2, 0},
        {"\033\033\033", 3, 0},
        {"\033x", 0, K_ALT | 'x'},
        {"\033P", 0, K_ALT | 'P'},
        {"\033]", 0, 0},
        {"\033\t", 0, K_ALT | K_TAB},
        {"\033\177", 0, 0}, /* deletes a word */
        {"\033王", 0, K_ALT | 0x738b},
        {"\033\033x", 1, K_ALT | 'x'},
        {"\033\033[D", 0, K_ALT | K_LEFT},
    };
    for (size_t i = 0; i < COUNT_OF(keys); i++) {
        int64_t now = 5000;
        setup();
        give(keys[i].bytes, strlen(keys[i].bytes), now);
        wait_ms(&now, INPUT_RESUME_MS);
        ck_assert_msg(escapes == keys[i].escapes, "row %zu: %d Esc", i, escapes);
        ck_assert_msg(last_key == keys[i].key, "row %zu: key %x", i, (unsigned)last_key);
        teardown();
    }
}
END_TEST

/* What is pressed after an Esc is what it is: letters at any time, and a bracket later on. */
START_TEST(test_input_after_esc)
{
    static const struct {
        int ms;
        const char *bytes, *want;
    } after[] = {
        {SLOW_MS, "x", "abx"},
        {SLOW_MS, "P", "abP"},
        {SLOW_MS, "Pa", "abPa"},
        {SLOW_MS, "]a", "ab]a"},
        {SLOW_MS, "[", "ab"},
        {2 * INPUT_RESUME_MS, "[", "ab["},
        {2 * INPUT_RESUME_MS, "O型", "abO型"},
    };
    for (size_t i = 0; i < COUNT_OF(after); i++) {
        int64_t now = 5000;
        setup();
        give("\033", 1, now);
        wait_ms(&now, after[i].ms);
        ck_assert_int_eq(escapes, 1);
        give(after[i].bytes, strlen(after[i].bytes), now);
        wait_ms(&now, INPUT_RESUME_MS);
        ck_assert_msg(strcmp(edit.text.data, after[i].want) == 0, "row %zu: %s", i,
                      edit.text.data);
        teardown();
    }
}
END_TEST

/* The rest that never comes holds nothing up for long. */
START_TEST(test_input_gives_up)
{
    static const char *const begun[] = {"\033[", "\033O", "\033[M", "\033]11;", "\033[1;"};
    for (size_t i = 0; i < COUNT_OF(begun); i++) {
        int64_t now = 5000;
        setup();
        give(begun[i], strlen(begun[i]), now);
        wait_ms(&now, INPUT_REST_MS);
        give("1王", strlen("1王"), now);
        ck_assert_msg(strcmp(edit.text.data, "ab1王") == 0, "row %zu: %s", i, edit.text.data);
        teardown();
    }
}
END_TEST

/* How many characters and keys were taken is told to tests: a key counts once, what is none as
 * its characters. */
START_TEST(test_input_counts)
{
    static const struct {
        const char *bytes;
        unsigned long taken;
    } counted[] = {
        {"a王", 2},           {"\033[A", 1},
        {"\033Oq", 1},        {"\033[200~a\033[201~", 3},
        {"\033[<0;1;1M", 9},  {"\033x", 2},
        {"\033\033", 2},      {"\033]11;x\033\\", 8},
        {"\033[2;2R", 0},     {"\033\033[A", 1},
        {"\033[1;\033[A", 5}, {"\033Pa", 3},
    };
    for (size_t i = 0; i < COUNT_OF(counted); i++) {
        int64_t now = 5000;
        setup();
        give(counted[i].bytes, strlen(counted[i].bytes), now);
        wait_ms(&now, INPUT_RESUME_MS);
        ck_assert_msg(input.taken == counted[i].taken, "row %zu: %lu", i, input.taken);
        teardown();
    }
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {
        test_input_sequences, test_input_esc,    test_input_after_esc,
        test_input_gives_up,  test_input_counts, NULL,
    };
    return suite_run("input", tests, NULL, NULL);
}
