/* Editing a case: from what was typed to the values that are stored, with what follows from
 * them, in one group of the journal. */
#include "config.h"

#include "app/edit.h"

#include <stdlib.h>
#include <string.h>

#include "app/case.h"
#include "app/hands.h"
#include "app/inner.h"
#include "app/move.h"
#include "app/reveal.h"
#include "base/attr.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/text/text.h"
#include "desk/life.h"
#include "desk/stop.h"
#include "domain/disease.h"
#include "domain/layer.h"
#include "domain/region.h"
#include "domain/resident.h"
#include "rules/judge/checklist.h"
#include "rules/staging/story.h"
#include "store/sql.h"

/* ---- what follows a change ---- */

bool edit_index(Session *session, const CaseFile *file, Err *err)
{
    Store *store = session_store(session);
    return story_keep(store, case_head_of(file)->id, case_get(file, F_STATEMENT_story, 0),
                      err) &&
           case_index(store, file, session_pinyin(session), err);
}

bool edit_refresh(Session *session, const CaseFile *file, Err *err)
{
    return edit_index(session, file, err) && summary_make(session, file, err);
}

/* ---- editing ---- */

Layer edit_layer(const CaseFile *file, const EditPlace *place)
{
    return place->field < FIELD_COUNT ? layer_of_field(file, place->field, place->row)
                                      : layer_of_row(file, place->record, place->row);
}

/* What was approved, with the way to change it. */
static bool say_frozen(const CaseFile *file, RecordId id, Err *err)
{
    const char *no = case_head_of(file)->no;
    const RecordDef *record = catalog_record(id);
    if (record->flags & RF_BOTH)
        return err_set(
            err, ERR_REFUSED,
            /* TRANSLATORS: number of the case, key of a record ("document"). */
            _("This row was approved and stays as it is. What came later is a row beside it "
              "(%s[+]); “anjuan amend %s” begins a change of what was approved"),
            record->key, no);
    return err_set(
        err, ERR_REFUSED,
        _("This was approved and stays as it is. “anjuan amend %s” begins a change of "
          "it, and the approval stays in force meanwhile"),
        no);
}

/* The archive is read; what is over counts as closed, whatever the status of its application.
 */
static bool may_over(const User *user, const CaseFile *file, Err *err)
{
    Life life;
    if (!life_parse(case_head_of(file)->life, &life) || !life_is_over(life))
        return true;
    if (life == LIFE_ARCHIVED)
        return err_set(err, ERR_REFUSED,
                       _("The case is archived; a supervisor opens it again first"));
    return desk_may_case(user, VERB_FOLLOW_UP, STATUS_CLOSED, &(Relation){.own = false}, err);
}

/* What may be cut anew is a supervisor's. */
bool edit_may_layer(Session *session, const CaseFile *file, const EditPlace *place, Layer layer,
                    Err *err)
{
    Standing standing;
    int64_t id = case_head_of(file)->id;
    const User *user = session_user(session);
    HandsOff off = app_hands_off(session, file);
    bool follows = place->field < FIELD_COUNT && field_follows_up(catalog_field(place->field));
    if (!app_case_standing(file, &standing, err) || !desk_may(user, VERB_EDIT, err) ||
        !may_over(user, file, err))
        return false;
    if (layer == LAYER_FOLLOW_UP)
        return app_may(session, id, standing.status, VERB_FOLLOW_UP, err) &&
               (follows || !layer_anew(file, place->record) ||
                app_may(session, id, standing.status, VERB_RECUT, err)) &&
               (follows || off != HANDS_EYES || app_hands_refuse(off, err));
    if (case_head_of(file)->in_force && !standing.amended)
        return app_case_may(session, file, VERB_AMEND, err) &&
               say_frozen(file, place->record, err);
    return app_may(session, id, standing.amendment, VERB_EDIT, err) &&
           (off == HANDS_MAY || app_hands_refuse(off, err));
}

static bool edit_may(Session *session, const CaseFile *file, const EditPlace *place, Err *err)
{
    return edit_may_layer(session, file, place, edit_layer(file, place), err);
}

bool app_case_editable(Session *session, const CaseFile *file, RecordId record, Err *err)
{
    const EditPlace place = {record, FIELD_COUNT, case_rows(file, record)};
    return edit_may(session, file, &place, err);
}

bool app_field_editable(Session *session, const CaseFile *file, FieldId field, size_t row,
                        Err *err)
{
    const EditPlace place = {catalog_field(field)->record, field, row};
    return edit_may(session, file, &place, err);
}

/* Opens the group of an edit. Where the case stands is looked at again inside the transaction:
 * somebody else may have submitted or approved it since file was loaded. */
typedef struct Edit {
    Tx *tx;
    AlikeCounts counts;
    bool behind; /* others have changed the case since file was loaded */
} Edit;

static bool is_behind(Session *session, const CaseHead *head, bool *behind, Err *err)
{
    int64_t version;
    bool done = sql_get_int(session_store(session), err, &version,
                            "SELECT version FROM case_file WHERE id = ?", "i", head->id);
    *behind = done && version != head->version;
    return done;
}

static bool may_all(Session *session, const CaseFile *file, const EditPlace *places, size_t n,
                    bool *content, Err *err)
{
    *content = false;
    for (size_t i = 0; i < n; i++) {
        if (!edit_may(session, file, &places[i], err))
            return false;
        *content = *content || edit_layer(file, &places[i]) == LAYER_APPLICATION;
    }
    return true;
}

static bool edit_begin(Session *session, CaseFile *file, const EditPlace *places, size_t n,
                       Edit *edit, Err *err)
{
    bool content;
    int64_t id = case_head_of(file)->id;
    if (!desk_may(session_user(session), VERB_EDIT, err))
        return false;
    GroupHead head = {.kind = GROUP_EDIT, .user_id = session_user(session)->id, .case_id = id};
    if (!tx_begin(session_store(session), &head, &edit->tx, err))
        return false;
    if (session_person_stands(session, err) &&
        is_behind(session, case_head_of(file), &edit->behind, err) &&
        app_case_stands(session, id, err) && prove_edit(session, id, err) &&
        case_stands_now(session_store(session), file, err) &&
        may_all(session, file, places, n, &content, err) &&
        alike_counts_before(session, file, &edit->counts, err)) {
        tx_content(edit->tx, content);
        return true;
    }
    tx_abort(edit->tx);
    prove_tell(session);
    return false;
}

static bool edit_end(Session *session, CaseFile *file, Edit *edit, bool done, Err *err)
{
    bool conflict = !done && err && err->kind == ERR_CONFLICT;
    int64_t group;
    /* What follows is made of the case as it will stand, not as it was read some time ago. */
    if (done && edit->behind)
        done = case_load_again(session_store(session), file, err);
    if (done && stop_follow(edit->tx, session_user(session)->id, case_head_of(file)->id, err) &&
        case_stands_now(session_store(session), file, err) &&
        edit_refresh(session, file, err) &&
        alike_counts_after(session, file, &edit->counts, err) &&
        session_drop_ended(session, err)) {
        done = tx_commit(edit->tx, &group, err);
        if (done && group)
            case_stored(file);
    } else {
        tx_abort(edit->tx);
        done = false;
    }
    judging_stored(session, file, done);
    /* Memory keeps to the store: what was not stored is not shown as if it were. After a
     * conflict the caller still sees what they read, until they choose. */
    if (!done && !conflict)
        case_load_again(session_store(session), file, NULL);
    return done;
}

/* From typed text to the canonical value; empty text gives the empty value. */
static bool parse_typed(Session *session, const FieldDef *field, const char *typed, Buf *value,
                        Err *err)
{
    if (field->flags & FF_GIVEN)
        return err_set(err, ERR_REFUSED, _("The store gives this value; it is never typed"));
    if (field->type == FT_FILE)
        return err_set(err, ERR_REFUSED,
                       _("This value comes from attaching a file; it is never typed"));
    buf_clear(value);
    return field_parse(session_fields(session), field, typed, value, err);
}

/* ---- what an ID number tells ---- */

/* Fills a field of the row if it is empty and the value fits it. */
static bool fill_empty(Session *session, Tx *tx, CaseFile *file, const FieldDef *field,
                       size_t row, const char *value, Err *err)
{
    if (!field || case_get(file, field->id, row) ||
        !field_check(session_fields(session), field, value, NULL))
        return true;
    return case_set(tx, file, field->id, row, value, err);
}

static bool fill_from_id(Session *session, Tx *tx, CaseFile *file, const FieldDef *field,
                         size_t row, Err *err)
{
    enum { REGION_DIGITS = 6 };
    Day born;
    char text[DAY_TEXT], region[REGION_DIGITS + 1] = "";
    const char *id = case_get(file, field->id, row);
    if (field->type != FT_ID || !id || resident_check(id) != RESIDENT_OK ||
        !resident_born(id, &born))
        return true;
    day_format(born, text);
    memcpy(region, id, REGION_DIGITS);
    const FieldDef *region_field = catalog_find_field(field->record, "region");
    const CodeEntry *entry = region_find(session_fields(session)->codes, region);
    if (!entry || entry->retired)
        region_field = NULL; /* a region nobody can name, or that has another code now */
    return fill_empty(session, tx, file, catalog_find_field(field->record, "born_on"), row,
                      text, err) &&
           fill_empty(session, tx, file, catalog_find_field(field->record, "sex"), row,
                      resident_male(id) ? "1" : "2", err) &&
           fill_empty(session, tx, file, region_field, row, region, err);
}

/* Some papers are never waived; nobody gets around that by typing the state. */
static bool waiver_allowed(Session *session, const CaseFile *file, const FieldDef *field,
                           size_t row, Err *err)
{
    const char *code = case_get(file, F_DOCUMENT_code, row);
    return (field->id != F_DOCUMENT_state && field->id != F_DOCUMENT_code) || !code ||
           !case_is(file, F_DOCUMENT_state, row, "waived") ||
           checklist_waivable(session_knowledge(session), code, session_lang(session), err);
}

/* Nobody asks for the money of a case that is stopped. */
static bool request_allowed(Session *session, const CaseFile *file, const FieldDef *field,
                            const char *value, Err *err)
{
    return (field->id != F_TRANCHE_state && field->id != F_MONEY_kind) || !value ||
           strcmp(value, "requested") != 0 ||
           stop_none(session_store(session), case_head_of(file)->id, err);
}

/* A disease that stands in the list brings its code along. */
static bool fill_from_disease(Session *session, Tx *tx, CaseFile *file, const FieldDef *field,
                              Err *err)
{
    const char *icd10 = field->id == F_ILLNESS_disease
                            ? disease_icd10(session_fields(session)->codes,
                                            case_get(file, F_ILLNESS_disease, 0))
                            : NULL;
    return !icd10 ||
           fill_empty(session, tx, file, catalog_field(F_ILLNESS_icd10), 0, icd10, err);
}

/* Who signed consent C read the name of one platform. When the case comes to name another, the
 * forms that left it to the case keep the one of before. */
static bool keep_recipients(Tx *tx, CaseFile *file, const FieldDef *field, const char *before,
                            const char *value, Err *err)
{
    bool done = true;
    if (field->id != F_CASE_platform || !before || (value && strcmp(before, value) == 0))
        return true;
    for (size_t i = 0; done && i < case_rows(file, REC_CONSENT); i++) {
        if (case_is(file, F_CONSENT_kind, i, "C") && case_get(file, F_CONSENT_signed_on, i) &&
            !case_get(file, F_CONSENT_recipient, i))
            done = case_set(tx, file, F_CONSENT_recipient, i, before, err);
    }
    return done;
}

/* What no way of writing gets around. */
static bool set_checked(Session *session, Tx *tx, CaseFile *file, const FieldDef *field,
                        size_t row, const char *value, Err *err)
{
    return request_allowed(session, file, field, value, err) &&
           case_set(tx, file, field->id, row, value, err) &&
           waiver_allowed(session, file, field, row, err);
}

static bool set_field(Session *session, Tx *tx, CaseFile *file, const FieldDef *field,
                      size_t row, const char *value, Err *err)
{
    const char *before = case_get(file, field->id, row);
    char *kept = before ? xstrdup(before) : NULL;
    bool done = set_checked(session, tx, file, field, row, value, err) &&
                fill_from_id(session, tx, file, field, row, err) &&
                fill_from_disease(session, tx, file, field, err) &&
                keep_recipients(tx, file, field, kept, value, err) &&
                app_count_pick(session, field, kept, value, err);
    free(kept);
    return done;
}

/* What the amount of a bill leaves to its family; false: nothing that can be said. */
static bool share_left(const CaseFile *file, size_t row, int64_t *out)
{
    if (row >= case_rows(file, REC_EXPENSE) || !case_get(file, F_EXPENSE_amount_fen, row))
        return false;
    int64_t amount = case_fen(file, F_EXPENSE_amount_fen, row),
            insured = case_fen(file, F_EXPENSE_insured_fen, row);
    *out = amount - insured;
    return amount < 0 ? amount <= insured : amount >= insured;
}

/* The own share stands as the amount and the insurance left it, and one of these is about to be
 * typed anew: so it is what was worked out, and follows. One that says otherwise stays. */
static bool share_follows(const CaseFile *file, FieldId field, size_t row)
{
    int64_t left;
    return (field == F_EXPENSE_amount_fen || field == F_EXPENSE_insured_fen) &&
           share_left(file, row, &left) && case_get(file, F_EXPENSE_self_fen, row) &&
           case_fen(file, F_EXPENSE_self_fen, row) == left;
}

static bool set_cell(Session *session, Tx *tx, CaseFile *file, const FieldDef *field,
                     size_t row, const char *value, Err *err)
{
    bool follows = share_follows(file, field->id, row);
    int64_t left;
    Buf share = BUF_INIT;
    bool done = set_field(session, tx, file, field, row, value, err);
    if (done && follows && share_left(file, row, &left)) {
        buf_addf(&share, "%lld", (long long)left);
        done = case_set(tx, file, F_EXPENSE_self_fen, row, share.data, err);
    }
    buf_free(&share);
    return done;
}

/* Somebody else changed the field: says who last wrote to the case, what stands there now, and
 * what this person typed. A row that was removed meanwhile keeps the journal's words. */
static void say_conflict(Session *session, const CaseFile *file, const FieldDef *field,
                         size_t row, const char *value, Err *err)
{
    CaseFile *now = NULL;
    User user;
    Arena *arena = arena_new();
    Buf theirs = BUF_INIT, mine = BUF_INIT;
    int64_t row_id = case_row_id(file, field->record, row);
    size_t at = 0;
    if (!case_load(session_store(session), case_head_of(file)->id, &now, NULL) ||
        !user_get(session_store(session), case_head_of(now)->updated_by, arena, &user, NULL))
        goto out;
    while (at < case_rows(now, field->record) && row_id &&
           case_row_id(now, field->record, at) != row_id)
        at++;
    if (at >= case_rows(now, field->record))
        goto out;
    const char *stored = case_get(now, field->id, at);
    if (stored)
        field_show_alone(app_fields(session, file), field, stored, &theirs);
    if (value[0])
        field_show_alone(session_fields(session), field, value, &mine);
    /* TRANSLATORS: field, person, the value stored now, the value that was typed here. */
    err_set(err, ERR_CONFLICT, _("%s: %s has entered “%s” meanwhile; you typed “%s”"),
            _(field->label), user.display, theirs.data, mine.data);
out:
    buf_free(&theirs);
    buf_free(&mine);
    arena_free(arena);
    case_free(now);
}

void app_case_say_meanwhile(Session *session, const CaseFile *file, FieldId id, size_t row,
                            const char *typed, Err *err)
{
    const FieldDef *field = catalog_field(id);
    Buf value = BUF_INIT;
    err_set(err, ERR_CONFLICT, _("%s: somebody else has changed it meanwhile; you typed “%s”"),
            _(field->label), typed);
    if (field_parse(session_fields(session), field, typed, &value, NULL))
        say_conflict(session, file, field, row, value.data, err);
    buf_free(&value);
}

bool app_case_set(Session *session, CaseFile *file, FieldId id, size_t row, const char *typed,
                  Err *err)
{
    const FieldDef *field = catalog_field(id);
    Buf value = BUF_INIT;
    Edit edit = {0};
    bool done = parse_typed(session, field, typed, &value, err);
    const char *before = done ? case_get(file, id, row) : NULL;
    if (!done || strcmp(before ? before : "", value.data) == 0)
        goto out;
    edit.counts = (AlikeCounts){.cell = true, .field = id, .row = row};
    const EditPlace place = {field->record, id, row};
    done = edit_begin(session, file, &place, 1, &edit, err);
    if (!done)
        goto out;
    done = edit_end(session, file, &edit,
                    set_cell(session, edit.tx, file, field, row, value.data, err), err);
    if (!done && err && err->kind == ERR_CONFLICT && row < case_rows(file, field->record))
        case_put(file, id, row, before);
    if (!done && err && err->kind == ERR_CONFLICT)
        say_conflict(session, file, field, row, value.data, err);
out:
    buf_free(&value);
    return done;
}

/* ---- rows ---- */

bool app_case_add_row(Session *session, CaseFile *file, RecordId record, size_t before,
                      Err *err)
{
    Edit edit = {0};
    const EditPlace place = {record, FIELD_COUNT, case_rows(file, record)};
    return edit_begin(session, file, &place, 1, &edit, err) &&
           edit_end(session, file, &edit, case_add_row(edit.tx, file, record, before, err),
                    err);
}

static bool copy_row(Session *session, Tx *tx, CaseFile *file, RecordId record, size_t row,
                     Err *err)
{
    const RecordDef *def = catalog_record(record);
    if (!case_add_row(tx, file, record, row + 1, err))
        return false;
    for (int i = 0; i < def->fields; i++) {
        const FieldDef *field = catalog_field((FieldId)((int)def->first + i));
        const char *value = case_get(file, field->id, row);
        if (value && !(field->flags & FF_GIVEN) && field->type != FT_FILE &&
            !set_checked(session, tx, file, field, row + 1, value, err))
            return false;
    }
    return true;
}

bool app_case_copy_row(Session *session, CaseFile *file, RecordId record, size_t row, Err *err)
{
    Edit edit = {0};
    const EditPlace place = {record, FIELD_COUNT, case_rows(file, record)};
    return edit_begin(session, file, &place, 1, &edit, err) &&
           edit_end(session, file, &edit, copy_row(session, edit.tx, file, record, row, err),
                    err);
}

bool app_case_remove_row(Session *session, CaseFile *file, RecordId record, size_t row,
                         Err *err)
{
    Edit edit = {0};
    const EditPlace place = {record, FIELD_COUNT, row};
    return edit_begin(session, file, &place, 1, &edit, err) &&
           edit_end(session, file, &edit, case_remove_row(edit.tx, file, record, row, err),
                    err);
}

bool app_case_move_row(Session *session, CaseFile *file, RecordId record, size_t row, size_t to,
                       Err *err)
{
    Edit edit = {0};
    const EditPlace place = {record, FIELD_COUNT, row};
    return edit_begin(session, file, &place, 1, &edit, err) &&
           edit_end(session, file, &edit, case_move_row(edit.tx, file, record, row, to, err),
                    err);
}

bool edit_with(Session *session, CaseFile *file, RecordId record, EditRows *edit, void *ctx,
               Err *err)
{
    Edit around = {0};
    const EditPlace place = {record, FIELD_COUNT, case_rows(file, record)};
    return edit_begin(session, file, &place, 1, &around, err) &&
           edit_end(session, file, &around, edit(around.tx, file, ctx, err), err);
}

/* ---- several fields at once ---- */

bool edit_read_typed(Session *session, const CaseFile *file, const char *text, EditTyped *out,
                     Err *err)
{
    const char *equals = strchr(text, '=');
    size_t len = equals ? (size_t)(equals - text) : strlen(text);
    Buf shown = BUF_INIT, value = BUF_INIT;
    bool done = false;
    text_add_safe(&shown, text);
    if (!equals || !catalog_parse_path(text, len, &out->field, &out->row)) {
        err_set(
            err, ERR_INPUT,
            _("%s: a change is written RECORD.FIELD=VALUE, in a list RECORD[N].FIELD=VALUE or "
              "RECORD[+].FIELD=VALUE; “anjuan doc fields” lists them"),
            shown.data);
        goto out;
    }
    out->path = text;
    out->path_len = len;
    size_t rows = case_rows(file, out->field->record);
    bool many = (catalog_record(out->field->record)->flags & RF_MANY) != 0;
    if (many && out->row >= 0 && (size_t)out->row >= rows) {
        err_set(err, ERR_NOT_FOUND,
                ngettext("%.*s: the case has %zu such row; [+] adds one",
                         "%.*s: the case has %zu such rows; [+] adds one", rows),
                (int)len, text, rows);
        goto out;
    }
    if (!parse_typed(session, out->field, equals + 1, &value, err)) {
        err_wrap(err, "%.*s", (int)len, text);
        goto out;
    }
    out->value = buf_take(&value);
    done = true;
out:
    buf_free(&shown);
    buf_free(&value);
    return done;
}

/* Fields of [+] go into one new row until a field comes a second time: then the next row
 * begins. */
static bool assignments_store(Session *session, Tx *tx, CaseFile *file, const EditTyped *all,
                              size_t n, Err *err)
{
    bool begun[REC_COUNT] = {false}, filled[FIELD_COUNT] = {false};
    for (size_t i = 0; i < n; i++) {
        const FieldDef *field = all[i].field;
        RecordId record = field->record;
        size_t row = all[i].row < 0 ? case_rows(file, record) - 1 : (size_t)all[i].row;
        if (all[i].row == CATALOG_NEW_ROW && (!begun[record] || filled[field->id])) {
            row = case_rows(file, record);
            if (!case_add_row(tx, file, record, row, err))
                return false;
            begun[record] = true;
            const RecordDef *def = catalog_record(record);
            memset(filled + def->first, 0, (size_t)def->fields * sizeof(filled[0]));
        }
        if (all[i].row == CATALOG_NEW_ROW)
            filled[field->id] = true;
        if (!set_field(session, tx, file, field, row, all[i].value, err))
            return err_wrap(err, "%.*s", (int)all[i].path_len, all[i].path);
    }
    return true;
}

typedef bool EditFn(Session *session, Tx *tx, CaseFile *file, const void *ctx, Err *err);

/* One group around an edit of several places. */
static bool edit_in_group(Session *session, CaseFile *file, const EditPlace *places, size_t n,
                          EditFn *edit, const void *ctx, Err *err)
{
    Edit around = {0};
    bool done = edit_begin(session, file, places, n, &around, err) &&
                edit_end(session, file, &around, edit(session, around.tx, file, ctx, err), err);
    if (!done)
        judging_stored(session, file, false);
    return done;
}

typedef struct Values {
    const EditValue *values;
    size_t n;
} Values;

static bool store_values(Session *session, Tx *tx, CaseFile *file, const void *ctx, Err *err)
{
    const Values *all = ctx;
    for (size_t i = 0; i < all->n; i++) {
        const EditValue *value = &all->values[i];
        const FieldDef *field = catalog_field(value->field);
        if (catalog_record(field->record)->flags & RF_MANY &&
            value->row == case_rows(file, field->record) &&
            !case_add_row(tx, file, field->record, value->row, err))
            return false;
        if (!set_field(session, tx, file, field, value->row, value->value, err))
            return false;
    }
    return true;
}

bool edit_values(Session *session, CaseFile *file, const EditValue *values, size_t n, Err *err)
{
    const Values all = {values, n};
    EditPlace *places = xcalloc(n + 1, sizeof *places);
    for (size_t i = 0; i < n; i++)
        places[i] =
            (EditPlace){catalog_field(values[i].field)->record, values[i].field, values[i].row};
    bool done = edit_in_group(session, file, places, n, store_values, &all, err);
    free(places);
    return done;
}

/* An empty cell of a row that is not there yet is nothing to store. */
static bool read_cell(Session *session, const CaseFile *file, const TypedCell *cell, Buf *value,
                      bool *nothing, Err *err)
{
    const FieldDef *field = catalog_field(cell->field);
    if (!parse_typed(session, field, cell->typed, value, err))
        return false;
    const char *before = case_get(file, cell->field, cell->row);
    *nothing = strcmp(before ? before : "", value->data) == 0;
    return true;
}

bool app_case_set_cells(Session *session, CaseFile *file, const TypedCell *cells, size_t n,
                        size_t *bad, Err *err)
{
    Arena *arena = arena_new();
    EditValue *values = arena_alloc(arena, (n + 1) * sizeof *values);
    size_t kept = 0;
    Buf value = BUF_INIT;
    bool done = desk_may(session_user(session), VERB_EDIT, err);
    *bad = n;
    for (size_t i = 0; done && i < n; i++) {
        bool nothing;
        done = read_cell(session, file, &cells[i], &value, &nothing, err);
        if (!done)
            *bad = i;
        else if (!nothing)
            values[kept++] =
                (EditValue){cells[i].field, cells[i].row, arena_dup(arena, value.data)};
    }
    done = done && (!kept || edit_values(session, file, values, kept, err));
    /* Somebody else was here: some of the values may stand in memory and none in the store. */
    if (!done && *bad == n)
        case_load_again(session_store(session), file, NULL);
    buf_free(&value);
    arena_free(arena);
    return done;
}

typedef struct Assignments {
    const EditTyped *all;
    size_t n;
} Assignments;

static bool store_assignments(Session *session, Tx *tx, CaseFile *file, const void *ctx,
                              Err *err)
{
    const Assignments *assignments = ctx;
    return assignments_store(session, tx, file, assignments->all, assignments->n, err);
}

/* A new row goes by its record, whatever field of it is set first. */
static bool edit_assignments(Session *session, CaseFile *file, const EditTyped *all, size_t n,
                             Err *err)
{
    const Assignments assignments = {all, n};
    EditPlace *places = xcalloc(n + 1, sizeof *places);
    for (size_t i = 0; i < n; i++) {
        RecordId record = all[i].field->record;
        bool new = all[i].row == CATALOG_NEW_ROW;
        places[i] = (EditPlace){record, new ? FIELD_COUNT : all[i].field->id,
                                new ? case_rows(file, record) : (size_t)all[i].row};
    }
    bool done = edit_in_group(session, file, places, n, store_assignments, &assignments, err);
    free(places);
    return done;
}

bool app_case_set_paths(Session *session, CaseFile *file, char *const *assignments, size_t n,
                        Err *err)
{
    if (!desk_may(session_user(session), VERB_EDIT, err))
        return false;
    EditTyped *all = xcalloc(n + 1, sizeof(*all));
    bool done = true;
    for (size_t i = 0; done && i < n; i++)
        done = edit_read_typed(session, file, assignments[i], &all[i], err);
    done = done && edit_assignments(session, file, all, n, err);
    for (size_t i = 0; i < n; i++)
        free(all[i].value);
    free(all);
    return done;
}
