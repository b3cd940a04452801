/* Reads, judges and changes the case file that is being worked on. */
#include "config.h"

#include "ui/case/work.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "app/case.h"
#include "app/drafts.h"
#include "app/edit.h"
#include "app/hand.h"
#include "app/hands.h"
#include "app/history.h"
#include "app/life.h"
#include "app/move.h"
#include "app/reveal.h"
#include "app/talk.h"
#include "base/attr.h"
#include "base/mem.h"

enum { CLOCK_TEXT = 16 };

struct Work {
    Session *session;
    CaseFile *file;
    const Judged *judged; /* NULL: it could not be */
    Gaps gaps;
    FindingCounts counts;
    uint64_t verbs; /* 1 << Verb: the person may do it now */
    bool may_life;
    bool can_undo, can_redo;
    int64_t undoes; /* the version of the case after a move that undo takes back; 0: none */
    char saved[CLOCK_TEXT];
};

Work *work_open(Session *session, int64_t case_id, Err *err)
{
    Work *work = xcalloc(1, sizeof *work);
    work->session = session;
    if (app_case_open_id(session, case_id, &work->file, err))
        app_case_was_read(session, case_id);
    if (work->file)
        app_hands_watch(session, work->file);
    return work;
}

void work_free(Work *work)
{
    if (work->file) {
        app_conceal(work->session, case_head_of(work->file)->id);
        app_hands_on(work->session, work->file);
    }
    app_judged_free(work->judged);
    case_free(work->file);
    free(work);
}

CaseFile *work_file(const Work *work)
{
    return work->file;
}

const Judged *work_judged(const Work *work)
{
    static const Judged nothing = {0};
    return work->judged ? work->judged : &nothing;
}

const Gaps *work_gaps(const Work *work)
{
    return &work->gaps;
}

const FindingCounts *work_counts(const Work *work)
{
    return &work->counts;
}

bool work_may(const Work *work, Verb verb)
{
    return work->verbs & UINT64_C(1) << verb;
}

bool work_may_life(const Work *work)
{
    return work->may_life;
}

bool work_can_undo(const Work *work)
{
    return work->can_undo;
}

bool work_can_redo(const Work *work)
{
    return work->can_redo;
}

static bool may_any_life(Session *session, const CaseFile *file)
{
    static const Verb verbs[] = {VERB_STAGE, VERB_STOP,   VERB_CLOSE,  VERB_HAND,
                                 VERB_ERASE, VERB_DECIDE, VERB_DOSSIER};
    for (size_t i = 0; i < COUNT_OF(verbs); i++) {
        if (app_case_may(session, file, verbs[i], NULL))
            return true;
    }
    return false;
}

bool work_follow(Work *work, Err *err)
{
    static const Verb asked[] = {VERB_SUBMIT, VERB_WITHDRAW, VERB_APPROVE, VERB_REVIEW,
                                 VERB_ASK,    VERB_REOPEN,   VERB_MARK,    VERB_REPLY,
                                 VERB_AMEND,  VERB_REVEAL,   VERB_EDIT};
    Session *session = work->session;
    Gaps *gaps = &work->gaps;
    app_judged_free(work->judged);
    work->judged = NULL;
    bool done = app_case_judged(session, work->file, &work->judged, err);
    const Judged *judged = work_judged(work);
    gaps->n = gaps_of(work->file, session_fields(session)->codes, judged, gaps->list);
    work->counts = findings_counted(judged->findings, judged->n_findings);
    work->verbs = 0;
    for (size_t i = 0; i < COUNT_OF(asked); i++)
        work->verbs |=
            app_case_may(session, work->file, asked[i], NULL) ? UINT64_C(1) << asked[i] : 0;
    work->verbs |= app_talk_waits(session, work->file) ? UINT64_C(1) << VERB_ANSWER : 0;
    work->may_life = may_any_life(session, work->file);
    work->can_undo = app_can_undo(session, work->file);
    work->can_redo = app_can_redo(session, work->file);
    return done;
}

const char *work_saved(const Work *work)
{
    return work->saved;
}

void work_note_saved(Work *work)
{
    struct tm now;
    time_t stamp = time(NULL);
    if (localtime_r(&stamp, &now))
        snprintf(work->saved, sizeof work->saved, "%02d:%02d:%02d", now.tm_hour, now.tm_min,
                 now.tm_sec);
}

/* The row and its value in one group, so that one undo takes both. */
static bool set_new(Work *work, const FieldDef *field, const char *item, const char *typed,
                    Err *err)
{
    const RecordDef *record = catalog_record(field->record);
    Buf key = BUF_INIT, value = BUF_INIT, parsed = BUF_INIT;
    char *paths[2] = {NULL, NULL};
    size_t n = 0;
    bool done = field_parse(session_fields(work->session), field, typed, &parsed, err);
    if (done && parsed.len) {
        if (item) {
            buf_addf(&key, "%s[+].%s=%s", record->key, catalog_field(record->first)->key, item);
            paths[n++] = key.data;
        }
        buf_addf(&value, "%s[+].%s=%s", record->key, field->key, typed);
        paths[n++] = value.data;
        done = app_case_set_paths(work->session, work->file, paths, n, err);
    }
    buf_free(&key);
    buf_free(&value);
    buf_free(&parsed);
    return done;
}

bool work_set(Work *work, const DraftKey *draft, FieldId id, size_t row, const char *item,
              const char *typed, Err *err)
{
    const FieldDef *field = catalog_field(id);
    bool new = catalog_record(field->record)->flags &RF_MANY &&row >=
               case_rows(work->file, field->record);
    app_draft_ends(work->session, draft);
    bool done = new ? set_new(work, field, item, typed, err)
                    : app_case_set(work->session, work->file, id, row, typed, err);
    app_draft_ends(work->session, NULL);
    if (done)
        work_note_saved(work);
    return done;
}

bool work_reload(Work *work, Err *err)
{
    return app_case_reload(work->session, &work->file, err);
}

bool work_move(Work *work, Verb verb, const char *words, Err *err)
{
    const Decision decision = {.comment = words};
    if (verb == VERB_EDIT) {
        app_hands_on(work->session, work->file);
        return true;
    }
    bool done = app_case_move(work->session, &work->file, verb, &decision, err);
    if (done && verb == VERB_SUBMIT)
        app_hands_on(work->session, work->file);
    work->undoes = done && (verb == VERB_SUBMIT || verb == VERB_AMEND)
                       ? case_head_of(work->file)->version
                       : 0;
    return done;
}

bool work_move_undoes(const Work *work)
{
    return work->undoes && work->undoes == case_head_of(work->file)->version &&
           work_may(work, VERB_WITHDRAW);
}

HandsOff work_hands_off(const Work *work)
{
    return app_hands_off(work->session, work->file);
}

Verb work_way_in(const Work *work)
{
    const CaseHead *head = case_head_of(work->file);
    Life life = LIFE_PREPARED;
    /* What is over is opened again by what becomes of the case, not by an edit of it. */
    if (head->life && life_parse(head->life, &life) && life_is_over(life))
        return VERB_COUNT;
    return work_hands_off(work) != HANDS_MAY && work_may(work, VERB_EDIT) ? VERB_EDIT
           : work_may(work, VERB_AMEND)                                   ? VERB_AMEND
           : work_may(work, VERB_REOPEN)                                  ? VERB_REOPEN
                                                                          : VERB_COUNT;
}

bool work_stage(Work *work, Life to, Err *err)
{
    return app_case_stage(work->session, &work->file, to, NULL, NULL, err);
}

bool work_life(Work *work, Verb verb, const char *reason, const char *words, Err *err)
{
    StopReason stop = STOP_OTHER;
    if (verb == VERB_CLOSE)
        return app_case_close(work->session, &work->file, reason, words, err);
    if (verb == VERB_REOPEN)
        return app_case_reopen(work->session, &work->file, reason, words, err);
    if (verb == VERB_DECIDE)
        return app_case_decide_stop(work->session, &work->file,
                                    strcmp(reason, "hold") == 0 ? STOP_ENDS : STOP_GOES_ON,
                                    words, err);
    stop_parse(reason, &stop);
    return app_case_stop(work->session, &work->file, stop, words, err);
}

bool work_hand(Work *work, const char *name, Err *err)
{
    bool done = app_case_hand(work->session, &work->file, name, NULL, err);
    if (done)
        app_hands_gave(work->session, work->file);
    return done;
}

bool work_say(Work *work, Verb verb, const char *text, Err *err)
{
    return app_case_say(work->session, &work->file, verb, text, err);
}

bool work_undo(Work *work, Arena *arena, TakenBack *out, Err *err)
{
    return app_case_undo(work->session, &work->file, arena, out, err);
}

bool work_redo(Work *work, Arena *arena, TakenBack *out, Err *err)
{
    return app_case_redo(work->session, &work->file, arena, out, err);
}
