/* A card of more people than one code holds goes on several: it is parted where its lines end,
 * which a person who writes one below the other gives back. */
#include "config.h"

#include <string.h>

#include "app/inner.h"
#include "app/outfile.h"
#include "app/station.h"
#include "base/i18n.h"
#include "desk/station.h"
#include "exchange/paper_pdf.h"
#include "store/sql.h"

/* The last end of a line within a part; a line that is longer than that is a part by itself. */
static size_t part_end(const char *text)
{
    size_t end = 0;
    for (size_t at = 0; text[at];) {
        size_t line = strcspn(text + at, "\n");
        if (end && at + line > CARD_PART_BYTES)
            break;
        end = at + line;
        at = end + (text[end] == '\n');
    }
    return end;
}

static void part_card(Arena *arena, CardCodes *out)
{
    const char *at = out->text;
    out->parts = arena_alloc(arena, (strlen(at) / 2 + 2) * sizeof(*out->parts));
    while (*at) {
        size_t end = part_end(at);
        out->parts[out->n++] = arena_dup_n(arena, at, end);
        at += end;
        at += *at == '\n';
    }
}

static void say_age(Session *session, Day changed, Arena *arena, const char **out)
{
    char today[DAY_TEXT], since[DAY_TEXT];
    day_format(session_today(session), today);
    day_format(changed, since);
    *out = arena_printf(arena,
                        /* TRANSLATORS: two days. */
                        _("As of %s. The card tells who works here; that changed last on %s, "
                          "and a card printed before that has other characters: print a new "
                          "one after each change"),
                        today, since);
}

/* By the newest event that a term of somebody on it begins with. */
static bool find_age(Session *session, Arena *arena, const char **out, Err *err)
{
    Store *store = session_store(session);
    StationCard card;
    int64_t newest = 0;
    int hour, minute;
    Day on;
    Sql q;
    *out = "";
    if (!station_own(store, arena, &card, err) ||
        !sql_open(&q, store, "SELECT at FROM journal_group WHERE id = ?", err))
        return false;
    for (size_t i = 0; i < card.n; i++) {
        const StationPerson *person = &card.persons[i];
        if (person->n && person->terms[person->n - 1].since > newest)
            newest = person->terms[person->n - 1].since;
    }
    sql_bind_int(&q, 1, newest);
    if (sql_row(&q) && instant_local(sql_text(&q, 0), &on, &hour, &minute))
        say_age(session, on, arena, out);
    return sql_close(&q, err);
}

bool app_card_codes(Session *session, Arena *arena, CardCodes *out, Err *err)
{
    char words[WORDS_TEXT];
    Buf text = BUF_INIT;
    bool done = app_card_text(session, &text, words, err);
    *out = (CardCodes){.words = ""};
    done = done && find_age(session, arena, &out->age, err);
    if (done) {
        out->words = arena_dup(arena, words);
        out->text = arena_dup_n(arena, text.data, text.len - 1); /* the end of its last line */
        out->fingerprint = arena_printf(arena, "%s %s", session_station(session), words);
        part_card(arena, out);
    }
    buf_free(&text);
    return done;
}

/* ---- on paper ---- */

static void add(Paper *paper, PaperStyle style, const char *text)
{
    paper->parts[paper->n++] = (PaperPart){.style = style, .text = text};
}

static void lay_out(Session *session, Arena *arena, const CardCodes *codes, Paper *paper)
{
    enum { OTHERS = 8 };
    *paper = (Paper){.name = "card",
                     .title = _("Card of a station"),
                     .sheet = "",
                     .edition = "",
                     .parts = arena_alloc(arena, (2 * codes->n + OTHERS) * sizeof(PaperPart))};
    add(paper, PAPER_TITLE, paper->title);
    /* TRANSLATORS: code of a station, an organisation */
    add(paper, PAPER_ITEM,
        arena_printf(arena, _("Station %s, %s"), session_station(session),
                     session_organisation(session)));
    /* TRANSLATORS: ten characters in two groups */
    add(paper, PAPER_ITEM, arena_printf(arena, _("Characters of this card: %s"), codes->words));
    if (*codes->age)
        add(paper, PAPER_TEXT, codes->age);
    add(paper, PAPER_TEXT,
        _("Whoever takes the card in compares these ten characters with what their own program "
          "shows of it; the first code holds them"));
    add(paper, PAPER_CODE, codes->fingerprint);
    for (size_t i = 0; i < codes->n; i++) {
        add(paper, PAPER_HEAD,
            arena_printf(arena,
                         _("The card, code %zu of %zu: write what the camera reads into one "
                           "file, each on a new line"),
                         i + 1, codes->n));
        add(paper, PAPER_CODE, codes->parts[i]);
    }
    add(paper, PAPER_PAGE, "{page} / {pages}");
}

bool app_card_paper(Session *session, const char *path, bool replace, Err *err)
{
    Arena *arena = arena_new();
    Buf missing = BUF_INIT;
    CardCodes codes;
    Paper paper;
    bool done = app_may_write(session, path, replace, err) &&
                app_card_codes(session, arena, &codes, err);
    if (done) {
        lay_out(session, arena, &codes, &paper);
        app_sweep_beside(path);
        const PaperBook book = {.papers = &paper,
                                .n = 1,
                                .footer = session_station(session),
                                .organisation = session_organisation(session),
                                .on = session_today(session)};
        done = paper_pdf(&book, path, &missing, err);
    }
    buf_free(&missing);
    arena_free(arena);
    return done;
}
