/* What the files of whose.h share: a deed, and what may have to hold of it besides the right.
 */
#ifndef ANJUAN_VERIFY_WHOSE_INNER_H
#define ANJUAN_VERIFY_WHOSE_INNER_H

#include <stdbool.h>
#include <stddef.h>

#include "verify/standing.h"
#include "verify/whose.h"

/* A case that somebody put into a batch that they began. */
typedef struct Begun {
    unsigned char of_case[UID], by[UID];
    bool used;
} Begun;

enum { CODE_MAX = 12 };

struct Whose {
    char (*codes)[CODE_MAX + 1]; /* of stations, each once */
    size_t n_codes;
    Begun *begun; /* a power of two of slots */
    size_t n, slots;
    bool answered; /* by a receipt: from then on this store keeps them */
    bool moved;    /* to another machine: nothing is written from then on */
    bool practice; /* the store is for practice: its first event says so */
};

typedef struct Deed {
    const Whose *whose;
    const WhoseAsk *ask;
    const Group *group;
    const Person *person;
    Standing standing;
    bool own;
} Deed;

/* ---- what its rows say, and what somebody lacks (whose_deed.c) ---- */

bool whose_has_word(const char *words, Bytes word); /* with a comma behind each */
const Column *whose_column(const Row *row, const char *name);
bool whose_is_op(const Row *row, const char *op, const char *table);
bool whose_is_hidden(const Value *value); /* erased or closed: nothing can be said of it */
bool whose_becomes_text(const Row *row, const char *name, const char *text);
bool whose_becomes_uid(const Row *row, const char *name, const unsigned char *uid);

const char *whose_no_role(void);
/* NULL: nothing. status NULL: in whichever. */
const char *whose_lacks(const Deed *deed, RightVerb right, const char *status);

/* ---- what has to hold besides: why it does not, or NULL ---- */

typedef const char *Besides(const Deed *deed);

/* Of a case (whose_case.c). */
Besides whose_enters, whose_discards, whose_edits, whose_reopens, whose_moves_on, whose_stops,
    whose_hands_over;
const char *whose_enters_by_step(const Deed *deed);
const char *whose_comes_early(const Deed *deed);

/* Of batches and dossiers (whose_batch.c). */
Besides whose_sends, whose_packs;
const char *whose_sends_begun(const Whose *whose, const Group *group);
void whose_learn_batch(Whose *whose, const Group *group);

/* Of bundles (whose_answer.c). */
Besides whose_answers;
void whose_learn_answer(Whose *whose, const Group *group);

/* Of people and settings (whose_people.c). */
Besides whose_of_people, whose_about_oneself, whose_sets, whose_meets, whose_never,
    whose_by_itself, whose_begins, whose_practises;
/* Of everybody: that nobody of elsewhere is let in. */
const char *whose_lets_in(const Deed *deed);
/* What the station writes down of a copy that was put back. */
const char *whose_renames(const Whose *whose, const Group *group);
void whose_learn_code(Whose *whose, const Group *group);

#endif
