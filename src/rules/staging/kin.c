/* One walk of an index for each number of each person, in each place where it may stand. */
#include "config.h"

#include "rules/staging/kin.h"

#include <string.h>

#include "base/attr.h"
#include "base/buf.h"
#include "base/day.h"
#include "base/text/text.h"
#include "base/text/text_like.h"
#include "base/text/text_same.h"
#include "domain/phone.h"
#include "domain/resident.h"
#include "store/sql.h"

typedef struct Search {
    Store *store;
    const CaseFile *file;
    Arena *arena;
    Kin *out;
    size_t n;
} Search;

static bool both(const char *a, const char *b)
{
    return a && b && a[0] && b[0];
}

static bool is_resident(const char *id)
{
    return resident_check(id) == RESIDENT_OK;
}

static const char *born_of(const char *born_on, const char *id, char day[DAY_TEXT])
{
    Day born;
    if (born_on && born_on[0])
        return born_on;
    if (!id || !is_resident(id) || !resident_born(id, &born))
        return NULL;
    day_format(born, day);
    return day;
}

static bool same_phone(const char *a, const char *b)
{
    Buf one = BUF_INIT, other = BUF_INIT;
    phone_form(a, &one);
    phone_form(b, &other);
    bool same = one.len && other.len && strcmp(one.data, other.data) == 0;
    buf_free(&one);
    buf_free(&other);
    return same;
}

/* By another paper: a phone, a home or a stay in common. */
static bool shares_more(const CaseFile *file, const AlikeCase *other)
{
    enum { ADDRESS_MIN = 6 }; /* characters; less is a town */
    const char *phone = case_get(file, F_PATIENT_phone, 0);
    const char *address = case_get(file, F_PATIENT_address, 0);
    const char *stay = case_get(file, F_ILLNESS_inpatient_no, 0);
    return (both(phone, other->phone) && same_phone(phone, other->phone)) ||
           (both(address, other->address) && text_chars(address) >= ADDRESS_MIN &&
            text_is_same_name(address, other->address)) ||
           (both(stay, other->inpatient_no) && text_is_same_number(stay, other->inpatient_no));
}

bool kin_same_patient(const CaseFile *file, const AlikeCase *other)
{
    char day[DAY_TEXT], other_day[DAY_TEXT];
    const char *id = case_get(file, F_PATIENT_id_number, 0);
    const char *name = case_get(file, F_PATIENT_name, 0);
    const char *born = born_of(case_get(file, F_PATIENT_born_on, 0), id, day);
    const char *other_born = born_of(other->born_on, other->id_number, other_day);
    bool numbers = both(id, other->id_number);
    if (numbers &&
        (text_is_same_number(id, other->id_number) ||
         resident_is_old_of(id, other->id_number) || resident_is_old_of(other->id_number, id)))
        return true;
    return both(name, other->name) && text_is_like_name(name, other->name) &&
           both(born, other_born) && strcmp(born, other_born) == 0 &&
           (!numbers ||
            (!(is_resident(id) && is_resident(other->id_number)) && shares_more(file, other)));
}

static Kin *known(Search *search, int64_t case_id)
{
    for (size_t i = 0; i < search->n; i++) {
        if (search->out[i].of.case_id == case_id)
            return &search->out[i];
    }
    return NULL;
}

static void add(Search *search, const Kin *kin)
{
    Kin *place = known(search, kin->of.case_id);
    if (!place && search->n < KIN_MAX)
        search->out[search->n++] = *kin;
    else if (place && !place->patient)
        place->payee = place->payee || kin->payee;
}

/* ---- the patient ---- */

static bool find_patient(Search *search, FieldId field, Err *err)
{
    AlikeCase found[KIN_MAX];
    size_t n;
    char day[DAY_TEXT];
    const char *born = born_of(case_get(search->file, F_PATIENT_born_on, 0),
                               case_get(search->file, F_PATIENT_id_number, 0), day);
    bool done =
        alike_find(search->store, field, case_get(search->file, field, 0), born,
                   case_head_of(search->file)->id, KIN_MAX, search->arena, found, &n, err);
    for (size_t i = 0; done && i < n; i++) {
        if (kin_same_patient(search->file, &found[i]))
            add(search, &(Kin){.of = found[i], .field = field, .patient = true});
    }
    return done;
}

/* ---- who acts and who is paid ---- */

static bool is_self(const char *relation)
{
    return relation && strcmp(relation, ALIKE_SELF) == 0;
}

typedef struct Person {
    FieldId id_number, phone, relation;
} Person;

static const Person people[] = {
    {F_INITIATOR_id_number, F_INITIATOR_phone, F_INITIATOR_relation},
    {F_GUARDIAN_id_number, F_GUARDIAN_phone, F_GUARDIAN_relation},
    {F_PAYEE_id_number, F_PAYEE_phone, F_PAYEE_relation},
};

/* The patient asks in person, or is paid: that says nothing of others. */
static bool is_patient(const CaseFile *file, const Person *person)
{
    return (person->id_number == F_INITIATOR_id_number &&
            case_is(file, F_INITIATOR_is_patient, 0, "yes")) ||
           (person->id_number == F_PAYEE_id_number &&
            (case_is(file, F_PAYEE_kind, 0, "patient") ||
             case_is(file, F_PAYEE_relation, 0, "01")));
}

static bool find_at(Search *search, const Person *person, FieldId field, FieldId at, Err *err)
{
    AlikeCase found[KIN_MAX];
    size_t n;
    bool payees = field == at && catalog_field(field)->record == REC_PAYEE;
    bool done =
        alike_find(search->store, at, case_get(search->file, field, 0), NULL,
                   case_head_of(search->file)->id, KIN_MAX, search->arena, found, &n, err);
    for (size_t i = 0; done && i < n; i++) {
        const AlikeCase *one = &found[i];
        if (!alike_looks(at, one->payee_kind) || kin_same_patient(search->file, one) ||
            is_self(one->relation))
            continue;
        add(search, &(Kin){.of = *one,
                           .field = field,
                           .payee = payees,
                           .own_relation = case_get(search->file, person->relation, 0)});
    }
    return done;
}

static bool find_person(Search *search, const Person *person, bool by_phone, Err *err)
{
    FieldId field = by_phone ? person->phone : person->id_number;
    bool done = true;
    if (!case_get(search->file, field, 0) || is_patient(search->file, person) ||
        !alike_matters(search->file, field))
        return true;
    for (size_t i = 0; done && i < COUNT_OF(people); i++)
        done = find_at(search, person, field, by_phone ? people[i].phone : people[i].id_number,
                       err);
    return done;
}

/* ---- the household ---- */

/* The same mother in both, though here she is a row of the family, and there she acts or is the
 * patient. */
static bool find_household(Search *search, const AlikePerson *person, Err *err)
{
    AlikeCase found[KIN_MAX];
    size_t n;
    bool done = alike_find_person(search->store, person, case_head_of(search->file)->id,
                                  KIN_MAX, search->arena, found, &n, err);
    for (size_t i = 0; done && i < n; i++) {
        Kin *kin = known(search, found[i].case_id);
        if (kin || search->n == KIN_MAX || kin_same_patient(search->file, &found[i]))
            continue;
        bool self = is_self(person->relation);
        search->out[search->n++] = (Kin){.of = found[i],
                                         .field = self ? F_PATIENT_name : F_MEMBER_name,
                                         .namesake = self && is_self(found[i].relation),
                                         .own_relation = person->relation};
    }
    return done;
}

bool kin_find(Store *store, const CaseFile *file, Arena *arena, Kin *out, size_t *n, Err *err)
{
    Search search = {.store = store, .file = file, .arena = arena, .out = out};
    bool done = find_patient(&search, F_PATIENT_id_number, err) &&
                find_patient(&search, F_PATIENT_name, err);
    for (size_t i = 0; done && i < 2 * COUNT_OF(people); i++)
        done = find_person(&search, &people[i % COUNT_OF(people)], i >= COUNT_OF(people), err);
    AlikePerson person;
    for (size_t i = 0; done && alike_person(file, i, arena, &person); i++)
        done = !person.name || find_household(&search, &person, err);
    *n = done ? search.n : 0;
    return done;
}

/* ---- what both count ---- */

static const struct Counted {
    const char *word, *sql;
    FieldId sum, whose, kind; /* FIELD_COUNT: it has none */
} counted[] = {
    {"debt", "SELECT amount_fen, creditor, NULL FROM debt WHERE case_id = ?", F_DEBT_amount_fen,
     F_DEBT_creditor, FIELD_COUNT},
    {"asset", "SELECT value_fen, owner, kind FROM asset WHERE case_id = ?", F_ASSET_value_fen,
     F_ASSET_owner, F_ASSET_kind},
};

static const char *at(const CaseFile *file, FieldId field, size_t row)
{
    return field == FIELD_COUNT ? NULL : case_get(file, field, row);
}

static bool is_counted(const CaseFile *file, const struct Counted *of, size_t row, const Sql *q)
{
    const char *sum = case_get(file, of->sum, row), *whose = at(file, of->whose, row),
               *kind = at(file, of->kind, row);
    return sum && strcmp(sum, "0") != 0 && sql_text(q, 0) && strcmp(sum, sql_text(q, 0)) == 0 &&
           (!both(whose, sql_text(q, 1)) || text_is_like_name(whose, sql_text(q, 1))) &&
           (!both(kind, sql_text(q, 2)) || strcmp(kind, sql_text(q, 2)) == 0);
}

static bool is_told(const KinSum *out, size_t n, FieldId field, size_t row)
{
    for (size_t i = 0; i < n; i++) {
        if (out[i].field == field && out[i].row == row)
            return true;
    }
    return false;
}

static bool sums_of(Store *store, const CaseFile *file, const struct Counted *of,
                    const Kin *kin, Arena *arena, KinSum *out, size_t room, size_t *n, Err *err)
{
    Sql q;
    if (!sql_open(&q, store, of->sql, err))
        return false;
    sql_bind_int(&q, 1, kin->of.case_id);
    while (sql_row(&q)) {
        for (size_t row = 0; row < case_rows(file, catalog_field(of->sum)->record); row++) {
            if (*n == room || is_told(out, *n, of->sum, row) || !is_counted(file, of, row, &q))
                continue;
            out[(*n)++] =
                (KinSum){of->word, arena_dup(arena, at(file, of->kind, row)), of->sum, row};
            break;
        }
    }
    return sql_close(&q, err);
}

bool kin_sums(Store *store, const CaseFile *file, const Kin *kin, Arena *arena, KinSum *out,
              size_t room, size_t *n, Err *err)
{
    bool done = true;
    *n = 0;
    for (size_t i = 0; done && !kin->patient && i < COUNT_OF(counted); i++)
        done = sums_of(store, file, &counted[i], kin, arena, out, room, n, err);
    return done;
}

/* ---- one number, two names ---- */

static const struct Bearer {
    FieldId id_number, name;
} bearers[] = {
    {F_PATIENT_id_number, F_PATIENT_name},
    {F_INITIATOR_id_number, F_INITIATOR_name},
    {F_GUARDIAN_id_number, F_GUARDIAN_name},
    {F_PAYEE_id_number, F_PAYEE_name},
};

static bool is_new_number(const CaseFile *file, size_t at)
{
    const char *id = case_get(file, bearers[at].id_number, 0);
    for (size_t i = 0; i < at; i++) {
        const char *before = case_get(file, bearers[i].id_number, 0);
        if (both(id, before) && text_is_same_number(id, before))
            return false;
    }
    return both(id, case_get(file, bearers[at].name, 0));
}

static bool is_named(const KinNamed *out, size_t n, FieldId field, int64_t case_id)
{
    for (size_t i = 0; i < n; i++) {
        if (out[i].field == field && out[i].of.case_id == case_id)
            return true;
    }
    return false;
}

bool kin_named(Store *store, const CaseFile *file, Arena *arena, KinNamed *out, size_t room,
               size_t *n, Err *err)
{
    bool done = true;
    *n = 0;
    for (size_t i = 0; done && i < COUNT_OF(bearers) * COUNT_OF(bearers); i++) {
        const struct Bearer *own = &bearers[i / COUNT_OF(bearers)];
        FieldId at = bearers[i % COUNT_OF(bearers)].id_number;
        AlikeCase found[KIN_MAX];
        size_t cases = 0;
        if (!is_new_number(file, i / COUNT_OF(bearers)))
            continue;
        done = alike_find(store, at, case_get(file, own->id_number, 0), NULL,
                          case_head_of(file)->id, KIN_MAX, arena, found, &cases, err);
        for (size_t k = 0; done && k < cases && *n < room; k++) {
            const char *name = at == F_PATIENT_id_number ? found[k].name : found[k].holder_name;
            if (both(name, name) && !text_is_like_name(name, case_get(file, own->name, 0)) &&
                !is_named(out, *n, own->id_number, found[k].case_id))
                out[(*n)++] = (KinNamed){found[k], own->id_number};
        }
    }
    return done;
}
