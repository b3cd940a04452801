/* What a case is found by, made of its values: words that a search begins with, forms in which
 * cases are compared, and the print of a story. ARCHITECTURE ("The journal", what no history
 * tells of) has the format. */
#ifndef ANJUAN_VERIFY_FOUND_H
#define ANJUAN_VERIFY_FOUND_H

#include "base/buf.h"
#include "verify/model.h"

/* In the order in which words are made of them: names of patient and initiator, ID, phone,
 * number of the inpatient, disease, hospital, bed. */
enum { FOUND_FIELDS = 8 };

typedef struct FoundTerms FoundTerms;

/* A field may be NULL. The caller frees it. */
FoundTerms *found_terms(const char *no, const char *const fields[FOUND_FIELDS]);
void found_free(FoundTerms *terms);

/* A row that is there. */
void found_see(FoundTerms *terms, int64_t kind, const char *term);
/* After all of them: the first that is not there, and the first that should not be. What takes
 * a dictionary is looked for by whether there is any. */
bool found_missing(const FoundTerms *terms, Buf *term);
bool found_extra(const FoundTerms *terms, Buf *term);

/* kind: 'w' a name, 'h' a name, a line break and what follows the name's form, 'n' a number,
 * 'a' a number, a line break and a name, with | between their forms,
 * 'p' a phone, of which the last digits have to be there. */
typedef struct FoundForm {
    char kind;
    Buf text; /* empty: it has none */
} FoundForm;
void found_form(char kind, const char *value, FoundForm *out);
void found_form_free(FoundForm *form);
bool found_is_form(const FoundForm *form, const char *text);

enum { FOUND_PRINT = 96, FOUND_BANDS = 8 };
/* False for a story too short to have one. */
bool found_print(const char *story, unsigned char print[FOUND_PRINT],
                 int64_t bands[FOUND_BANDS]);
int found_different(const int64_t bands[FOUND_BANDS]);

/* Cases of one block of the search, by their place in it. */
enum { FOUND_BLOCK = 4096, FOUND_KINDS = 8 };
typedef struct FoundBlock {
    bool has[FOUND_BLOCK];
} FoundBlock;
bool found_block(Bytes bytes, FoundBlock *out); /* false: it is none */

#endif
