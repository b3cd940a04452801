/* Letters, chosen parts and pages of candidates; each key changes them, and text comes out when
 * all is chosen. Moving over the phrase makes parts of all its words for the moment of looking.
 */
#include "config.h"

#include "ui/model/preedit.h"

#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "base/mem.h"
#include "base/text/text.h"
#include "ui/model/event.h"
#include "ui/model/punctuation.h"

enum {
    PARTS_MAX = COMPOSE_LETTERS,
    LEARN_SYLLABLES = 8, /* longer ones are sentences, which nobody writes twice */
    BEFORE_BYTES = 16,   /* of what was put last: four characters */
    ITEM_COLS = 3,       /* blank or mark, digit, blank */
    LEAST_COLS = 20,
};

/* What was chosen for the first letters. */
typedef struct Part {
    char *text, *reading;
    size_t letters;
    bool given; /* by the program, for room; the person did not choose it */
} Part;

struct Preedit {
    const WordList *list;
    Habits *habits;
    Compose *compose;
    Buf letters; /* all that was typed, those of the parts included */
    Part parts[PARTS_MAX];
    size_t n_parts;
    size_t n;      /* candidates for what is behind the parts */
    size_t first;  /* of the page */
    size_t marked; /* among all */
    bool marked_by_hand;
    bool moved; /* to a word of the phrase: the parts, and what is behind them as it is read */
    size_t at;  /* which */
    Buf before; /* what was put into the field last, if nothing came between */
    int cols;
    Buf shown;
    Punctuation signs;
};

Preedit *preedit_new(const WordList *list, Habits *habits)
{
    Preedit *preedit = xcalloc(1, sizeof *preedit);
    preedit->list = list;
    preedit->habits = habits;
    preedit->compose = compose_new(list);
    preedit->cols = LEAST_COLS;
    buf_init(&preedit->letters);
    buf_init(&preedit->shown);
    buf_init(&preedit->before);
    return preedit;
}

static void drop_part(Preedit *preedit)
{
    Part *part = &preedit->parts[--preedit->n_parts];
    free(part->text);
    free(part->reading);
}

static void drop_all(Preedit *preedit)
{
    while (preedit->n_parts)
        drop_part(preedit);
    buf_clear(&preedit->letters);
    buf_clear(&preedit->shown);
    preedit->n = preedit->first = preedit->marked = 0;
    preedit->moved = false;
}

void preedit_free(Preedit *preedit)
{
    if (!preedit)
        return;
    drop_all(preedit);
    compose_free(preedit->compose);
    buf_free(&preedit->letters);
    buf_free(&preedit->shown);
    buf_free(&preedit->before);
    free(preedit);
}

bool preedit_open(const Preedit *preedit)
{
    return preedit->letters.len > 0;
}

static size_t letters_done(const Preedit *preedit)
{
    size_t done = 0;
    for (size_t i = 0; i < preedit->n_parts; i++)
        done += preedit->parts[i].letters;
    return done;
}

/* Reads letters behind the first so many parts. */
static void read_behind(Preedit *preedit, size_t parts, const char *letters)
{
    Buf before = BUF_INIT;
    buf_add(&before, preedit->before.data);
    for (size_t i = 0; i < parts; i++)
        buf_add(&before, preedit->parts[i].text);
    compose_before(preedit->compose, before.data);
    preedit->n = compose_read(preedit->compose, preedit->habits, letters);
    preedit->first = preedit->marked = 0;
    preedit->marked_by_hand = false;
    buf_free(&before);
}

/* What is shown, and the candidates for what is not chosen yet. */
static void look(Preedit *preedit)
{
    preedit->moved = false;
    buf_clear(&preedit->shown);
    for (size_t i = 0; i < preedit->n_parts; i++)
        buf_add(&preedit->shown, preedit->parts[i].text);
    read_behind(preedit, preedit->n_parts, preedit->letters.data + letters_done(preedit));
    compose_parted(preedit->compose, &preedit->shown);
}

static void add_part(Preedit *preedit, const Candidate *candidate, bool given)
{
    preedit->parts[preedit->n_parts++] = (Part){
        xstrdup(candidate->text), xstrdup(candidate->reading), candidate->letters, given};
}

/* ---- pages ---- */

static int item_cols(const Preedit *preedit, size_t i)
{
    return ITEM_COLS + text_cols(compose_candidate(preedit->compose, i)->text);
}

/* How many of the candidates from one on stand on its page: at least one. */
static size_t page_size(const Preedit *preedit, size_t first)
{
    size_t n = 0;
    int used = 0;
    while (n < PREEDIT_PAGE && first + n < preedit->n) {
        used += item_cols(preedit, first + n);
        if (n > 0 && used > preedit->cols)
            break;
        n++;
    }
    return n;
}

static void turn(Preedit *preedit, int by)
{
    preedit->marked_by_hand = true;
    size_t next = preedit->first + page_size(preedit, preedit->first), before = 0;
    if (by > 0 && next < preedit->n) {
        preedit->first = next;
    } else if (by < 0 && preedit->first > 0) {
        /* Pages are counted from the first one, so that they are the same both ways. */
        while (before + page_size(preedit, before) < preedit->first)
            before += page_size(preedit, before);
        preedit->first = before;
    }
    preedit->marked = preedit->first;
}

static void mark(Preedit *preedit, int by)
{
    preedit->marked_by_hand = true;
    if (by < 0 ? preedit->marked == 0 : preedit->marked + 1 >= preedit->n)
        return;
    if (by < 0 && preedit->marked == preedit->first) {
        turn(preedit, -1);
        preedit->marked = preedit->first + page_size(preedit, preedit->first) - 1;
        return;
    }
    preedit->marked = by < 0 ? preedit->marked - 1 : preedit->marked + 1;
    if (preedit->marked >= preedit->first + page_size(preedit, preedit->first))
        preedit->first = preedit->marked;
}

/* The page where the marked one stands. */
static void show_marked(Preedit *preedit)
{
    size_t first = 0, size;
    while (preedit->n && first + (size = page_size(preedit, first)) <= preedit->marked)
        first += size;
    preedit->first = first;
}

void preedit_names(Preedit *preedit, bool names)
{
    compose_names(preedit->compose, names);
}

void preedit_width(Preedit *preedit, int cols)
{
    cols = cols > LEAST_COLS ? cols : LEAST_COLS;
    if (cols == preedit->cols)
        return;
    preedit->cols = cols;
    show_marked(preedit);
}

/* ---- moving over the phrase ---- */

/* All that can be read becomes parts for the moment, those not chosen as given; how many of all
 * were parts before. The letters behind them have no meaning. */
static size_t settle_all(Preedit *preedit)
{
    size_t chosen = preedit->n_parts;
    read_behind(preedit, chosen, preedit->letters.data + letters_done(preedit));
    for (size_t i = 0; i < compose_pieces(preedit->compose); i++) {
        if (preedit->n_parts < PARTS_MAX)
            add_part(preedit, compose_piece(preedit->compose, i), true);
    }
    return chosen;
}

static void unsettle(Preedit *preedit, size_t chosen)
{
    while (preedit->n_parts > chosen)
        drop_part(preedit);
}

static void mark_text(Preedit *preedit, const char *text)
{
    for (size_t i = 0; i < preedit->n; i++) {
        if (strcmp(compose_candidate(preedit->compose, i)->text, text) == 0) {
            preedit->marked = i;
            break;
        }
    }
    show_marked(preedit);
}

/* The candidates of the word that is moved to. */
static void look_at_word(Preedit *preedit)
{
    Buf word = BUF_INIT;
    size_t from = 0, chosen = settle_all(preedit);
    buf_clear(&preedit->shown);
    for (size_t i = 0; i < preedit->n_parts; i++) {
        const Part *part = &preedit->parts[i];
        buf_addf(&preedit->shown, i == preedit->at ? "[%s]" : "%s", part->text);
        if (i == preedit->at)
            buf_add_bytes(&word, preedit->letters.data + from, part->letters);
        from += part->letters;
    }
    buf_add(&preedit->shown, preedit->letters.data + from);
    read_behind(preedit, preedit->at, word.data);
    mark_text(preedit, preedit->parts[preedit->at].text);
    unsettle(preedit, chosen);
    buf_free(&word);
}

static void move(Preedit *preedit, int by)
{
    size_t chosen = settle_all(preedit), n = preedit->n_parts;
    unsettle(preedit, chosen);
    if (!n) {
        look(preedit);
        return;
    }
    if (!preedit->moved)
        preedit->at = by < 0 ? n - 1 : 0;
    else
        preedit->at = (preedit->at + (by < 0 ? n - 1 : 1)) % n;
    preedit->moved = true;
    look_at_word(preedit);
}

/* ---- choosing ---- */

/* What was composed comes first the next time: as a whole, and in its parts. */
static void learn(Preedit *preedit)
{
    Buf text = BUF_INIT, reading = BUF_INIT;
    size_t syllables = 1;
    for (size_t i = 0; i < preedit->n_parts; i++) {
        const Part *part = &preedit->parts[i];
        if (preedit->n_parts > 1 && !part->given)
            habits_take(preedit->habits, preedit->list, part->text, part->reading);
        buf_add(&text, part->text);
        if (reading.len)
            buf_add_char(&reading, ' ');
        buf_add(&reading, part->reading);
    }
    for (size_t i = 0; i < reading.len; i++)
        syllables += reading.data[i] == ' ';
    if (reading.len && syllables <= LEARN_SYLLABLES)
        habits_take(preedit->habits, preedit->list, text.data, reading.data);
    buf_free(&text);
    buf_free(&reading);
}

/* What goes into the field, whose end tells how the next phrase begins. */
static void put_parts(Preedit *preedit, Buf *out)
{
    size_t from = out->len;
    for (size_t i = 0; i < preedit->n_parts; i++)
        buf_add(out, preedit->parts[i].text);
    buf_add(&preedit->before, out->data + from);
    size_t too_many =
        preedit->before.len > BEFORE_BYTES ? preedit->before.len - BEFORE_BYTES : 0;
    while (too_many && (preedit->before.data[too_many] & 0xC0) == 0x80)
        too_many++;
    buf_remove(&preedit->before, 0, too_many);
    buf_add(out, preedit->letters.data + letters_done(preedit));
    drop_all(preedit);
}

static void finish(Preedit *preedit, Buf *out)
{
    learn(preedit);
    put_parts(preedit, out);
}

/* The words before the one that is moved to stay as they were seen; chosen ones behind it as
 * well, unless the new one leaves letters between. */
static void replace_word(Preedit *preedit, const Candidate *candidate, Buf *out)
{
    Part part = {xstrdup(candidate->text), xstrdup(candidate->reading), candidate->letters,
                 false};
    size_t chosen = settle_all(preedit), all = preedit->n_parts, keep = preedit->at + 1;
    Part *old = &preedit->parts[preedit->at];
    if (part.letters == old->letters && chosen > keep)
        keep = chosen;
    free(old->text);
    free(old->reading);
    *old = part;
    unsettle(preedit, keep);
    preedit->at++;
    if (letters_done(preedit) == preedit->letters.len)
        finish(preedit, out);
    else if (preedit->at < all)
        look_at_word(preedit);
    else
        look(preedit);
}

static void choose(Preedit *preedit, size_t number, Buf *out)
{
    const Candidate *candidate = compose_candidate(preedit->compose, number);
    if (!candidate || preedit->n_parts == PARTS_MAX)
        return;
    preedit->signs.after_digit = false;
    if (preedit->moved) {
        replace_word(preedit, candidate, out);
        return;
    }
    add_part(preedit, candidate, false);
    if (letters_done(preedit) < preedit->letters.len)
        look(preedit);
    else
        finish(preedit, out);
}

void preedit_take(Preedit *preedit, Buf *out)
{
    while (preedit_open(preedit)) {
        size_t parts = preedit->n_parts;
        if (preedit->moved && !preedit->marked_by_hand) {
            settle_all(preedit);
            finish(preedit, out);
            return;
        }
        choose(preedit, preedit->marked, out);
        if (preedit_open(preedit) && preedit->n_parts == parts) /* letters without a meaning */
            put_parts(preedit, out);
    }
}

/* Room for another letter: the first word is fixed as it is understood; where there is none,
 * all goes into the field. */
static void make_room(Preedit *preedit, Buf *out)
{
    size_t left = preedit->letters.len - letters_done(preedit);
    if (left < COMPOSE_LETTERS)
        return;
    for (size_t i = 0; i < preedit->n && preedit->n_parts + 1 < PARTS_MAX; i++) {
        const Candidate *candidate = compose_candidate(preedit->compose, i);
        if (candidate->letters < left) {
            add_part(preedit, candidate, true);
            return;
        }
    }
    preedit_take(preedit, out);
}

void preedit_raw(Preedit *preedit, Buf *out)
{
    buf_add(out, preedit->letters.data);
    buf_clear(&preedit->before);
    drop_all(preedit);
}

void preedit_drop(Preedit *preedit)
{
    drop_all(preedit);
    buf_clear(&preedit->before);
    preedit->signs = (Punctuation){0};
}

static void back(Preedit *preedit)
{
    buf_cut(&preedit->letters, preedit->letters.len - 1);
    /* Nothing is left behind the last part: it can be chosen anew. */
    if (preedit->n_parts && letters_done(preedit) >= preedit->letters.len)
        drop_part(preedit);
    if (preedit_open(preedit))
        look(preedit);
    else
        drop_all(preedit);
}

/* ---- characters ---- */

/* A character while nothing is composed. */
static void pass(Preedit *preedit, const char *text, size_t bytes, Buf *out)
{
    buf_clear(&preedit->before);
    punctuation_put(&preedit->signs, text, bytes, out);
}

/* A character that means something to what is being composed; false: it does not. */
static bool compose_character(Preedit *preedit, char c, Buf *out)
{
    if (c >= '1' && c <= '9' && preedit->n) {
        size_t at = preedit->first + (size_t)(c - '1');
        if ((size_t)(c - '1') < page_size(preedit, preedit->first))
            choose(preedit, at, out);
        return true;
    }
    switch (c) {
    case ' ':
        if (preedit->moved && !preedit->marked_by_hand)
            preedit_take(preedit, out);
        else if (preedit->n)
            choose(preedit, preedit->marked, out);
        else
            put_parts(preedit, out);
        return true;
    case '-':
        turn(preedit, -1);
        return true;
    case '+':
    case '=':
        turn(preedit, 1);
        return true;
    }
    return false;
}

static void take_character(Preedit *preedit, const char *text, size_t bytes, Buf *out)
{
    bool open = preedit_open(preedit);
    char c = bytes == 1 ? text[0] : '\0';
    if ((c >= 'a' && c <= 'z') || (open && c == '\'')) {
        if (preedit->moved)
            look(preedit);
        make_room(preedit, out);
        buf_add_char(&preedit->letters, c);
        look(preedit);
        return;
    }
    if (open && compose_character(preedit, c, out))
        return;
    if (open)
        preedit_take(preedit, out);
    pass(preedit, text, bytes, out);
}

void preedit_text(Preedit *preedit, const char *text, size_t len, Buf *out)
{
    size_t bytes;
    for (size_t at = 0; at < len; at += bytes) {
        text_rune(text + at, &bytes);
        if (bytes > len - at)
            bytes = len - at;
        take_character(preedit, text + at, bytes, out);
    }
}

/* ---- keys ---- */

bool preedit_key(Preedit *preedit, int key, Buf *out)
{
    static const struct {
        int key, pages, marks, words;
    } moves[] = {
        {K_PGUP, -1, 0, 0}, {K_PGDN, 1, 0, 0},  {K_UP, 0, -1, 0},
        {K_DOWN, 0, 1, 0},  {K_LEFT, 0, 0, -1}, {K_RIGHT, 0, 0, 1},
        {K_HOME, 0, 0, 0},  {K_END, 0, 0, 0},   {K_DELETE, 0, 0, 0},
    };
    preedit->signs.after_digit = false;
    if (!preedit_open(preedit)) {
        preedit->signs = (Punctuation){0};
        buf_clear(&preedit->before);
        return false;
    }
    for (size_t i = 0; i < COUNT_OF(moves); i++) {
        if (moves[i].key != key)
            continue;
        if (moves[i].pages)
            turn(preedit, moves[i].pages);
        if (moves[i].marks)
            mark(preedit, moves[i].marks);
        if (moves[i].words)
            move(preedit, moves[i].words);
        return true;
    }
    switch (key) {
    case K_ENTER:
        preedit_raw(preedit, out);
        return true;
    case K_ESC:
    case K_CTRL('c'):
    case K_CTRL('u'):
    case K_CTRL('w'):
        drop_all(preedit);
        return true;
    case K_BACKSPACE:
    case K_CTRL('h'):
        back(preedit);
        return true;
    }
    preedit_take(preedit, out);
    return false;
}

void preedit_view(const Preedit *preedit, PreeditView *out)
{
    size_t n = page_size(preedit, preedit->first);
    *out = (PreeditView){.text = preedit->shown.data,
                         .n = (int)n,
                         .marked = (int)(preedit->marked - preedit->first),
                         .before = preedit->first > 0,
                         .after = preedit->first + n < preedit->n,
                         .moved = preedit->moved};
    for (size_t i = 0; i < n; i++)
        out->candidates[i] = compose_candidate(preedit->compose, preedit->first + i)->text;
}
