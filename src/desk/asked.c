/* The table of rights by kinds and verbs. */
#include "config.h"

#include "desk/asked.h"

#include <string.h>

#include "base/attr.h"

static const Asked lines[] = {
    {"edit", "edit", VERB_EDIT, ASKED_ROWS, NULL},
    {"erase", "erase", VERB_ERASE, ASKED_CASE, NULL},
    {"export", "again close export open uploaded", VERB_EXPORT, ASKED_ROLE, NULL},
    {"export", "dossier", VERB_DOSSIER, ASKED_DOSSIER, NULL},
    {"export", "export", VERB_EXPORT, ASKED_EXPORT, NULL},
    {"export", "receipt", VERB_RECEIPT, ASKED_ROLE, NULL},
    {"house",
     "blacklist_add blacklist_confirm blacklist_decline blacklist_import blacklist_lift",
     VERB_BLACKLIST, ASKED_ROLE, NULL},
    {"house", "bundle_answered bundle_in bundle_out bundle_refused", VERB_BUNDLE, ASKED_ROLE,
     NULL},
    {"house", "case_answer case_call", VERB_BUNDLE, ASKED_ROLE, NULL},
    {"house", "clock_right", VERB_NEW, ASKED_ROLE, NULL},
    {"house", "clock_wrong different read reveal sign_in_failed", VERB_READ, ASKED_NOBODY,
     NULL},
    {"import", "import", VERB_NEW, ASKED_BEGINS, NULL},
    {"new", "discard", VERB_NEW, ASKED_DISCARD, NULL},
    {"new", "new", VERB_NEW, ASKED_BEGINS, NULL},
    {"people", "blacklist_key", VERB_BLACKLIST, ASKED_ROLE, "blacklist.key"},
    {"people", "hub", VERB_PAIR, ASKED_ROLE, "hub.address"},
    {"people", "keys user_passphrase", VERB_PEOPLE, ASKED_PEOPLE, NULL},
    {"people", "knowledge", VERB_KNOWLEDGE, ASKED_ROLE, "knowledge.accepted"},
    {"people", "met", VERB_BUNDLE, ASKED_ROLE, NULL},
    {"people", "move move_back", VERB_MOVE, ASKED_ROLE, "moved"},
    {"people", "recover", VERB_PEOPLE, ASKED_STATION, NULL},
    {"people", "second_approval", VERB_SECOND, ASKED_ROLE,
     "second_approval.above second_approval.findings"},
    {"people", "share", VERB_SHARE, ASKED_ROLE, "group"},
    {"people", "station", VERB_STATION, ASKED_ROLE, "station"},
    {"people", "station_distrust station_trust", VERB_PAIR, ASKED_ROLE, NULL},
    {"people", "station_name", VERB_PAIR, ASKED_ROLE, "station.name"},
    {"people", "station_people", VERB_BUNDLE, ASKED_ROLE, NULL},
    {"people", "user_add user_disable user_enable user_role", VERB_PEOPLE, ASKED_ROLE, NULL},
    {"redo", "redo", VERB_EDIT, ASKED_ROWS, NULL},
    {"setup", "backup", VERB_BACKUP, ASKED_ROLE, NULL},
    {"setup", "day", VERB_READ, ASKED_STATION, "sealed.header"},
    {"setup", "init", VERB_PEOPLE, ASKED_FIRST, NULL},
    {"setup", "practice", VERB_PEOPLE, ASKED_ROLE, "*"},
    {"setup", "rekey seal", VERB_SEAL, ASKED_ROLE, "sealed"},
    {"setup", "restore", VERB_RESTORE, ASKED_ROLE, "station"},
    {"setup", "unseal unseal_begun", VERB_UNSEAL, ASKED_ROLE, "unsealed"},
    {"undo", "undo", VERB_EDIT, ASKED_ROWS, NULL},
    {"workflow", "amend", VERB_AMEND, ASKED_CASE, NULL},
    {"workflow", "answer", VERB_ANSWER, ASKED_CASE, NULL},
    {"workflow", "approve", VERB_APPROVE, ASKED_CASE, NULL},
    {"workflow", "approve_first", VERB_APPROVE_FIRST, ASKED_CASE, NULL},
    {"workflow", "ask", VERB_ASK, ASKED_CASE, NULL},
    {"workflow", "close", VERB_CLOSE, ASKED_CASE, NULL},
    {"workflow", "decide", VERB_DECIDE, ASKED_CASE, NULL},
    {"workflow", "different", VERB_READ, ASKED_NOBODY, NULL},
    {"workflow", "hand", VERB_HAND, ASKED_CASE, NULL},
    {"workflow", "mark", VERB_MARK, ASKED_CASE, NULL},
    {"workflow", "pass", VERB_HAND, ASKED_CASE, NULL},
    {"workflow", "receipt", VERB_RECEIPT, ASKED_CASE, NULL},
    {"workflow", "reject", VERB_REJECT, ASKED_CASE, NULL},
    {"workflow", "reopen", VERB_REOPEN, ASKED_CASE, NULL},
    {"workflow", "reply", VERB_REPLY, ASKED_CASE, NULL},
    {"workflow", "return", VERB_RETURN, ASKED_CASE, NULL},
    {"workflow", "set_stage", VERB_SET_STAGE, ASKED_STAGE, NULL},
    {"workflow", "stage", VERB_STAGE, ASKED_STAGE, NULL},
    {"workflow", "stop", VERB_STOP, ASKED_CASE, NULL},
    {"workflow", "submit", VERB_SUBMIT, ASKED_CASE, NULL},
    {"workflow", "take_over", VERB_PAIR, ASKED_CASE, NULL},
    {"workflow", "unmark", VERB_UNMARK, ASKED_CASE, NULL},
    {"workflow", "withdraw", VERB_WITHDRAW, ASKED_CASE, NULL},
};

bool asked_line(size_t at, Asked *out)
{
    if (at < COUNT_OF(lines))
        *out = lines[at];
    return at < COUNT_OF(lines);
}

static bool has_word(const char *words, const char *word)
{
    size_t n = strlen(word);
    for (const char *at = words; *at; at += strspn(at, " ")) {
        size_t length = strcspn(at, " ");
        if (length == n && memcmp(at, word, n) == 0)
            return true;
        at += length;
    }
    return false;
}

/* That records differed is told of a case, or of none. */
static bool is_about(const Asked *asked, bool of_case)
{
    return asked->how == ASKED_NOBODY || of_case == (asked->how >= ASKED_CASE);
}

const Asked *asked_of(const char *kind, const char *verb, bool of_case)
{
    for (size_t i = 0; i < COUNT_OF(lines); i++) {
        if (strcmp(lines[i].kind, kind) == 0 && is_about(&lines[i], of_case) &&
            has_word(lines[i].verbs, verb))
            return &lines[i];
    }
    return NULL;
}
