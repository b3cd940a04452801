/* Facts about cases: what conditions and template columns may read. The records of a case are
 * staged as tables named like the records (patient, member, plan, ...; "case" is case_file):
 * each has case_id, those with many rows also row_no, which counts from 1. A record that a case
 * lacks has a row of NULLs, so that conditions need not ask whether it is there. From them
 * facts are computed, from those further facts, into the table fact: one row a case, one column
 * a fact. The table checklist (case_id, code, required, state, row_no, open) has one row for
 * each document, the table life one row with its stage (a word of desk/life.h) and for what
 * somebody holds it (held: words of desk/stop.h, each between two spaces); both are NULL in a
 * case as it was approved. Facts are defined in data/facts/NAME.ini:
 *
 *   [patient_age]
 *   meaning = "age of the patient in whole years on the day"
 *   meaning[zh_CN] = "患者年龄（周岁）"
 *   sql = "day_age(patient.born_on, today.day)"
 *   count = "yes"        it is a number: 0 and 1 of others mean no and yes
 *
 * Every expression, of a fact, a condition or a column, stands in the same place: a SELECT over
 * the one-row tables of the case, fact and today. Rows of lists are read by a subquery with
 * "WHERE plan.case_id = fact.case_id". A fact is named fact.NAME, or NAME where no column is
 * called so. The order in which facts are computed follows from what they read; a circle is
 * refused. A column that is a word of SQL is written in back quotes: aid.`on`.
 *
 * Expressions may use functions of ours: day_age(born, on), day_between(from, to), day_add(day,
 * n), day_add_months(day, n), id_check(id) (ok, old, length, signs, date, check), id_born(id),
 * id_sex(id), is_resident(number, certificate), certificate_form(number, certificate),
 * certificate_of(number), certificate_born(number, certificate, day), day_months(born, on),
 * luhn(number), mobile(phone), phone_check(phone) (ok, local, two, none), icd_in(code, ranges),
 * disease_fits(name, code) (0: the code is of other diseases), region_known(code),
 * region_in_use(code), disease_listed(code), private_in(text, kind), words_in(text, code),
 * words_meant(text, code) (not denied), words_near(text, code, code, characters) (of the table
 * story_word), sum_told(text, code, characters) (fen), age_told(text, names), same_name(a, b),
 * name_form(a), same_number(a, b) (of persons, hospitals; of certificates, papers:
 * base/text/text_same.h), same_reading(name, latin), same_phone(a, b), code_attr(table, code,
 * key), code_text(table, code, language), table_attr(table, key), said_as(table, text),
 * day_told(day). "Today" is the one row of the table today. */
#ifndef ANJUAN_RULES_STAGING_FACTS_H
#define ANJUAN_RULES_STAGING_FACTS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/day.h"
#include "domain/casefile.h"
#include "rules/knowledge/knowledge.h"
#include "rules/staging/staging.h"
#include "store/guard.h"
#include "store/store.h"

typedef struct Facts Facts; /* the staged tables of one Knowledge, with its facts */

/* on: the day that counts as today. The Knowledge must outlive it. */
bool facts_open(const Knowledge *knowledge, Day on, Facts **out, Err *err);
void facts_close(Facts *facts);

/* Replaces what is staged by these cases; case_id in the staged tables counts from 1 in their
 * order, so that expressions never see local ids. */
bool facts_stage(Facts *facts, const CaseFile *const *files, size_t n, Err *err);

/* From now on staging also looks for what other cases of this store share; practice is said by
 * today.practice. The store must outlive the facts. */
bool facts_use_store(Facts *facts, Store *store, bool practice, Err *err);

const Knowledge *facts_knowledge(const Facts *facts);
Day facts_day(const Facts *facts); /* that counts as today */
Staging *facts_staging(Facts *facts);
Guard *facts_guard(Facts *facts); /* for prepared conditions over the staged tables */

/* Appends the SELECT in which every expression stands: columns are expressions in brackets,
 * joined by commas, each checked by guard_expression before. ?1 is the case. With a record of
 * many rows, its row ?2 is there too. */
void facts_select(Buf *sql, const RecordDef *row_of, const char *columns);

size_t facts_count(const Knowledge *knowledge);
const char *facts_name(const Knowledge *knowledge, size_t i);
const char *facts_meaning(const Knowledge *knowledge, size_t i, const char *lang);

/* A fact of the staged case at index i (from 0) as text, NULL when NULL. Valid until the next
 * call. */
const char *facts_get(Facts *facts, size_t i, const char *name, Err *err);

/* May that value of a fact be shown where classes of privacy are masked (bits 1u << Privacy)?
 * What a fact is made of, itself or by way of others, counts by what SQLite says it reads,
 * however it makes it; a yes or no, a word of the table fact_word and a number of up to three
 * digits, such as an age, tell nobody and are shown of any. */
bool facts_may_tell(Facts *facts, const char *name, const char *value, unsigned masked);

#endif
