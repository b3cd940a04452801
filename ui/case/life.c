/* One list of what can be done, then a reason or a person where one is needed, then words. What
 * was picked so far is kept in between, over a lock as well. */
#include "config.h"

#include "ui/case/life.h"

#include <stdlib.h>
#include <string.h>

#include "app/hand.h"
#include "app/judge.h"
#include "app/life.h"
#include "app/move.h"
#include "app/open_ends.h"
#include "app/pen.h"
#include "app/picklist.h"
#include "base/attr.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "ui/ask/ask.h"
#include "ui/case/dossier.h"
#include "ui/case/entry.h"
#include "ui/case/erase.h"
#include "ui/case/screen.h"
#include "ui/case/undo.h"
#include "ui/parts/life.h"
#include "ui/stage/chrome.h"
#include "ui/stage/message.h"
#include "ui/stage/stage.h"

enum { WORDS_LINES = 4, PAPERS_NAMED = 6, RULES_TOLD = 4 };

struct LifeAsk {
    Verb verb;  /* what the words are for */
    Buf reason; /* picked before them; "" for none */
    Buf stop;   /* what stopped the case when it was last looked at; "" for nothing */
    bool seen;
};

struct LifeAsk *life_ask_new(void)
{
    struct LifeAsk *ask = xcalloc(1, sizeof *ask);
    buf_init(&ask->reason);
    buf_init(&ask->stop);
    return ask;
}

void life_ask_free(struct LifeAsk *ask)
{
    buf_free(&ask->reason);
    buf_free(&ask->stop);
    free(ask);
}

void life_follow(CaseScreen *self, Stage *stage)
{
    struct LifeAsk *ask = self->life;
    StopReason reason;
    const char *stop = case_head_of(work_file(self->work))->stop;
    bool news = ask->seen && !ask->stop.len && stop && stop_parse(stop, &reason);
    ask->seen = true;
    buf_clear(&ask->stop);
    buf_add(&ask->stop, stop ? stop : "");
    if (!news)
        return;
    Buf key = BUF_INIT;
    undo_key(stage, &key);
    if (work_can_undo(self->work))
        /* TRANSLATORS: why the case is stopped, the key of undo. */
        stage_say(stage, MSG_WARN,
                  _("The case is stopped now: %s; a supervisor decides; %s takes it back"),
                  stop_label(reason), key.data);
    else
        stage_say(stage, MSG_WARN, _("The case is stopped now: %s; a supervisor decides"),
                  stop_label(reason));
    buf_free(&key);
}

/* ---- doing it ---- */

static void say_now(CaseScreen *self, Stage *stage)
{
    Buf text = BUF_INIT;
    Life life;
    LifeFile sent;
    const CaseHead *head = case_head_of(work_file(self->work));
    if (life_parse(head->life, &life) &&
        app_case_file(stage_session(stage), head->id, &sent, NULL))
        /* TRANSLATORS: number of the case, its stage. */
        buf_addf(&text, _("Case %s is now: %s"), head->no, life_label_of(life, sent));
    if (head->stop)
        buf_add(&text, "  ");
    life_tell_stop(head->stop, false, stage_frame(stage), &text);
    stage_say(stage, MSG_DONE, "%s", text.data);
    buf_free(&text);
}

static bool ended(CaseScreen *self, Stage *stage, bool done, const Err *err)
{
    case_follow(self, stage);
    if (done)
        say_now(self, stage);
    else
        stage_say_err(stage, err);
    return done;
}

static TextFate worded(Stage *stage, void *ctx, const char *text)
{
    CaseScreen *self = ctx;
    Err err = {0};
    bool done = work_life(self->work, self->life->verb, self->life->reason.data, text, &err);
    return ended(self, stage, done, &err) ? TEXT_STORED : TEXT_STAYS;
}

/* ---- words ---- */

static void ask_words(CaseScreen *self, Stage *stage, const char *text)
{
    Buf kept_as = BUF_INIT;
    buf_addf(&kept_as, "comment.%s", verb_word(self->life->verb));
    ask(stage, &(Question){.title = verb_label(self->life->verb),
                           .text = text,
                           .lines = WORDS_LINES,
                           .chars = COMMENT_CHARS,
                           .typed = TYPED_WORDS,
                           .kept_as = kept_as.data,
                           .case_id = case_head_of(work_file(self->work))->id,
                           .store = worded,
                           .ctx = self});
    buf_free(&kept_as);
}

/* What is said after a case was approved, and whatever blocks: that stays so when it is closed.
 */
static bool is_owed(const Finding *finding)
{
    if (finding->severity == SEV_BLOCK)
        return true;
    if (finding->severity != SEV_WARN)
        return false;
    return finding->document ||
           (finding->field < FIELD_COUNT &&
            catalog_record(catalog_field(finding->field)->record)->flags & RF_FOLLOW_UP);
}

static bool same_rule(const Finding *a, const Finding *b)
{
    return strcmp(a->rule, b->rule) == 0 && strcmp(a->title, b->title) == 0;
}

/* What one rule finds in many places is said once, with the first documents of it; false: an
 * earlier finding has said it. */
static bool say_rule(const Judged *judged, size_t at, Buf *out)
{
    const Finding *all = judged->findings;
    Buf papers = BUF_INIT;
    size_t places = 0, named = 0;
    for (size_t i = 0; i < judged->n_findings; i++) {
        if (!is_owed(&all[i]) || !same_rule(&all[i], &all[at]))
            continue;
        if (i < at)
            return false;
        places++;
        if (all[i].document && named++ < PAPERS_NAMED)
            buf_addf(&papers, "%s%s", papers.len ? _(", ") : "", all[i].document);
    }
    if (named > PAPERS_NAMED)
        buf_add(&papers, "…");
    buf_add(out, out->len ? _("; ") : "");
    if (places > 1)
        /* TRANSLATORS: a rule, in how many places, its title, the documents or the first place.
         */
        buf_addf(out, _("%s in %zu places, %s: %s"), all[at].rule, places, all[at].title,
                 papers.len ? papers.data : all[at].message);
    else
        buf_addf(out, "%s %s", all[at].rule, all[at].message);
    buf_free(&papers);
    return true;
}

/* What nobody comes back to once the case is closed: all that is open of it, and of the rules
 * as many as a screen of 24 lines has room for; the findings have the rest. */
static void say_open(const CaseScreen *self, const OpenEnd *ends, size_t n, Buf *out)
{
    const Judged *judged = work_judged(self->work);
    size_t told = 0;
    for (size_t i = 0; i < n; i++)
        buf_addf(out, "%s%s", out->len ? _("; ") : "", ends[i].text);
    for (size_t i = 0; i < judged->n_findings && told < RULES_TOLD; i++)
        told += is_owed(&judged->findings[i]) && say_rule(judged, i, out);
    if (told == RULES_TOLD)
        buf_add(out, "…");
}

/* What is open is read before the case is closed over it. */
static void ask_close(CaseScreen *self, Stage *stage)
{
    OpenEnd *ends;
    size_t n;
    Err err = {0};
    Buf text = BUF_INIT, open = BUF_INIT;
    Arena *arena = arena_new();
    if (!app_open_ends(stage_session(stage), work_file(self->work), arena, &ends, &n, &err)) {
        stage_say_err(stage, &err);
        arena_free(arena);
        return;
    }
    say_open(self, ends, n, &open);
    if (open.len)
        /* TRANSLATORS: all that is open. */
        buf_addf(&text, _("Why is it closed all the same?\nStill open: %s"), open.data);
    else
        buf_add(&text, _("Comment, may stay empty:"));
    ask_words(self, stage, text.data);
    buf_free(&text);
    buf_free(&open);
    arena_free(arena);
}

static void ask_verb_words(CaseScreen *self, Stage *stage)
{
    if (self->life->verb == VERB_CLOSE)
        ask_close(self, stage);
    else if (self->life->verb == VERB_STOP)
        ask_words(self, stage, _("What happened? A supervisor decides about it:"));
    else
        ask_words(self, stage, _("What is decided, and why?"));
}

/* ---- reasons ---- */

static void reasoned(Stage *stage, void *ctx, const Reply *reply)
{
    CaseScreen *self = ctx;
    if (!reply->text)
        return;
    buf_clear(&self->life->reason);
    buf_add(&self->life->reason, reply->text);
    ask_verb_words(self, stage);
}

static Picklist *stop_reasons(void)
{
    Picklist *list = picklist_new(NULL);
    for (int reason = 0; reason < STOP_COUNT; reason++)
        picklist_add(list, &(PickRow){.value = stop_word((StopReason)reason),
                                      .text = stop_label((StopReason)reason)});
    return list;
}

static Picklist *fates(void)
{
    Picklist *list = picklist_new(NULL);
    picklist_add(
        list, &(PickRow){.value = "hold", .text = _("It stays held: nothing is sent or paid")});
    picklist_add(list, &(PickRow){.value = "go-on",
                                  .text = _("It goes on: no longer held back by this")});
    return list;
}

/* What holds a case is told before anything is asked: it stands at the head of the follow-up,
 * with what to do. */
static bool refuse_held(CaseScreen *self, Stage *stage)
{
    OpenEnd *ends;
    size_t n, held = 0;
    Err err = {0};
    Arena *arena = arena_new();
    if (!app_open_ends(stage_session(stage), work_file(self->work), arena, &ends, &n, &err)) {
        stage_say_err(stage, &err);
        arena_free(arena);
        return true;
    }
    while (held < n && !ends[held].holds)
        held++;
    if (held < n) {
        case_set_tab(self, stage, tab_with(&follow_up_tab));
        stage_say(stage, MSG_WARN, _("Not closed yet: %s"), ends[held].text);
    }
    arena_free(arena);
    return held < n;
}

static bool erasure_granted(const CaseFile *file)
{
    for (size_t row = 0; row < case_rows(file, REC_REQUEST); row++) {
        if (case_is(file, F_REQUEST_answer, row, "granted"))
            return true;
    }
    return false;
}

/* That an erasure was granted is the reason, for it waits for that; or the death that is
 * recorded; else none is nearer than another. */
static const char *likely_reason(CaseScreen *self, Stage *stage)
{
    if (erasure_granted(work_file(self->work)))
        return "erasure";
    static const char *const names[] = {"has_died"};
    const char *died = NULL;
    Arena *arena = arena_new();
    bool done = app_case_facts(stage_session(stage), work_file(self->work), names,
                               COUNT_OF(names), arena, &died, NULL) &&
                died && strcmp(died, "1") == 0;
    arena_free(arena);
    return done ? "death" : NULL;
}

static void begin(CaseScreen *self, Stage *stage, Verb verb)
{
    const CodeTable *reasons = app_close_reasons(stage_session(stage));
    self->life->verb = verb;
    buf_clear(&self->life->reason);
    Question question = {.done = reasoned, .waits = true, .ctx = self};
    if (verb == VERB_CLOSE && refuse_held(self, stage))
        return;
    if (verb == VERB_DECIDE) {
        question.title = _("What becomes of the case?");
        question.rows = fates();
    } else if (verb == VERB_STOP) {
        question.title = _("Why is the case stopped?");
        question.rows = stop_reasons();
    } else {
        question.title = _("Why is the case closed?");
        question.initial = likely_reason(self, stage);
        question.rows =
            reasons ? app_picklist_of_table(stage_session(stage), reasons) : picklist_new(NULL);
    }
    ask(stage, &question);
}

/* ---- another person ---- */

static void handed(Stage *stage, void *ctx, const Reply *reply)
{
    CaseScreen *self = ctx;
    Err err = {0};
    if (!reply->text)
        return;
    bool done = work_hand(self->work, reply->text, &err);
    case_follow(self, stage);
    if (done)
        /* TRANSLATORS: number of the case, name of a user. */
        stage_say(stage, MSG_DONE,
                  _("%s is kept by %s from now on; they, or a supervisor, can hand it back"),
                  case_head_of(work_file(self->work))->no, reply->text);
    else
        stage_say_err(stage, &err);
}

static void ask_person(CaseScreen *self, Stage *stage)
{
    User *users;
    size_t n;
    Err err = {0};
    Session *session = stage_session(stage);
    Arena *arena = arena_new();
    if (app_hand_people(session, work_file(self->work), arena, &users, &n, &err)) {
        Picklist *list = picklist_new(session_pinyin(session));
        for (size_t i = 0; i < n; i++)
            picklist_add(list, &(PickRow){.value = users[i].name,
                                          .code = users[i].name,
                                          .text = users[i].display});
        ask(stage, &(Question){.title = _("Who keeps the case from now on?"),
                               .rows = list,
                               .waits = true,
                               .done = handed,
                               .ctx = self});
    } else {
        stage_say_err(stage, &err);
    }
    arena_free(arena);
}

/* ---- what can be done ---- */

static const char reopen_row[] = "reopen";

static void add_row(Picklist *list, const char *value, const char *text)
{
    picklist_add(list, &(PickRow){.value = value, .text = text});
}

static void add_endings(CaseScreen *self, Stage *stage, Picklist *list, Life life)
{
    Session *session = stage_session(stage);
    const CaseFile *file = work_file(self->work);
    if (life_is_over(life)) {
        if (app_case_may_reopen(session, file, NULL))
            add_row(list, reopen_row,
                    life == LIFE_ARCHIVED ? _("Take it out of the archive")
                                          : _("Open it again, where it was"));
        if (app_case_may(session, file, VERB_ERASE, NULL))
            add_row(list, verb_word(VERB_ERASE), _("Erase all that tells of the person"));
        return;
    }
    if (!case_head_of(file)->stop && app_case_may(session, file, VERB_STOP, NULL))
        add_row(list, verb_word(VERB_STOP), _("Stop: hold back export and payment"));
    if (app_case_may(session, file, VERB_CLOSE, NULL))
        add_row(list, verb_word(VERB_CLOSE), _("Close the case"));
}

static void add_verbs(CaseScreen *self, Stage *stage, Picklist *list, Life life)
{
    Session *session = stage_session(stage);
    const CaseFile *file = work_file(self->work);
    if (app_case_may(session, file, VERB_HAND, NULL))
        add_row(list, verb_word(VERB_HAND), _("Hand over to another person"));
    add_endings(self, stage, list, life);
    if (app_case_may(session, file, VERB_DOSSIER, NULL))
        add_row(list, verb_word(VERB_DOSSIER),
                _("Dossier: all of it in one file that can be verified"));
}

/* What is archived is read only, so it is not done by the first line of a list. */
static void archived(Stage *stage, void *ctx, const Reply *reply)
{
    CaseScreen *self = ctx;
    Err err = {0};
    if (reply->key != 'a') {
        stage_say(stage, MSG_NOTE, _("Not archived; the case is as it was"));
        return;
    }
    bool done = work_stage(self->work, LIFE_ARCHIVED, &err);
    ended(self, stage, done, &err);
}

static void ask_archive(CaseScreen *self, Stage *stage)
{
    ask(stage, &(Question){.title = _("Archive the case?"),
                           .text = _("An archived case is only read: nothing is written in it "
                                     "until a supervisor takes it out of the archive"),
                           .answers = {{'k', _("Leave it as it is")}, {'a', _("Archive")}},
                           .done = archived,
                           .ctx = self});
}

static void picked(Stage *stage, void *ctx, const Reply *reply)
{
    static const Verb verbs[] = {VERB_DECIDE, VERB_STOP, VERB_CLOSE};
    CaseScreen *self = ctx;
    Err err = {0};
    Life to;
    if (!reply->text)
        return;
    if (strcmp(reply->text, verb_word(VERB_HAND)) == 0) {
        ask_person(self, stage);
        return;
    }
    if (strcmp(reply->text, verb_word(VERB_ERASE)) == 0) {
        erase_begin(self, stage);
        return;
    }
    if (strcmp(reply->text, verb_word(VERB_DOSSIER)) == 0) {
        dossier_ask(self, stage);
        return;
    }
    for (size_t i = 0; i < COUNT_OF(verbs); i++) {
        if (strcmp(reply->text, verb_word(verbs[i])) == 0) {
            begin(self, stage, verbs[i]);
            return;
        }
    }
    bool moves = life_parse(reply->text, &to);
    if (moves && to == LIFE_ARCHIVED) {
        ask_archive(self, stage);
        return;
    }
    bool done = moves ? work_stage(self->work, to, &err)
                      : work_life(self->work, VERB_REOPEN, NULL, NULL, &err);
    ended(self, stage, done, &err);
}

/* Where the case is elsewhere, that is why, and no right that is missing. */
static bool say_away(CaseScreen *self, Stage *stage)
{
    Pen pen;
    Err err = {0};
    Arena *arena = arena_new();
    const CaseFile *file = work_file(self->work);
    bool away = app_pen(stage_session(stage), case_head_of(file)->id, arena, &pen, NULL) &&
                pen.away && !app_case_may(stage_session(stage), file, VERB_CLOSE, &err);
    if (away)
        stage_say_err(stage, &err);
    arena_free(arena);
    return away;
}

bool life_open(CaseScreen *self, Stage *stage)
{
    Life lives[LIFE_COUNT], life = LIFE_PREPARED;
    Arena *arena;
    if (!entry_leave(self, stage))
        return true;
    const CaseFile *file = work_file(self->work);
    Picklist *list = picklist_new(NULL);
    size_t n = app_stages_open(stage_session(stage), file, lives);
    life_parse(case_head_of(file)->life, &life);
    arena = arena_new();
    if (app_case_may(stage_session(stage), file, VERB_DECIDE, NULL) &&
        app_case_held(stage_session(stage), file))
        add_row(list, verb_word(VERB_DECIDE), _("Decide about the stop"));
    for (size_t i = 0; i < n; i++)
        /* TRANSLATORS: a stage of a case. */
        add_row(list, life_word(lives[i]),
                arena_printf(arena, _("Stage: %s"), life_label(lives[i])));
    add_verbs(self, stage, list, life);
    arena_free(arena);
    bool away = say_away(self, stage);
    if (picklist_count(list)) {
        ask(stage, &(Question){.title = _("What becomes of the case"),
                               .rows = list,
                               .waits = true,
                               .done = picked,
                               .ctx = self});
    } else {
        picklist_free(list);
        if (!away)
            stage_say(stage, MSG_NOTE, _("You may not move, stop or close this case"));
    }
    return true;
}

bool life_again(CaseScreen *self, Stage *stage, const char *question)
{
    static const struct {
        const char *question;
        Verb verb;
    } asked[] = {{"comment.stop", VERB_STOP},
                 {"comment.close", VERB_CLOSE},
                 {"comment.decide", VERB_DECIDE}};
    Err err = {0};
    for (size_t i = 0; i < COUNT_OF(asked); i++) {
        if (strcmp(asked[i].question, question) != 0)
            continue;
        if (app_case_may(stage_session(stage), work_file(self->work), asked[i].verb, &err))
            begin(self, stage, asked[i].verb);
        else
            stage_say_err(stage, &err);
        return true;
    }
    return false;
}
