/* forger STORE [DEED]: for tests of what is done with the key of the station, which is to be
 * had by whoever can open a store (made by tests/cli/people.c, each table with rows:
 * tests/cli/fill.c). What the program would refuse it by is taken away, the group is written
 * down and signed with that key, in the name of somebody or of nobody, and all is put back.
 * Every deed of the table, or that one; each is printed with the number of its event. */
#include "config.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "base/buf.h"
#include "base/mem.h"
#include "store/change.h"
#include "store/sign.h"
#include "store/sql.h"
#include "tests/support/bare.h"
#include "tests/support/people.h"

enum {
    COLUMNS_MAX = 64,
    OF_CASE = 1u << 0,
    CONTENT = 1u << 1,
    ALONE = 1u << 2,
    OWN = 1u << 3,
    KIND = 1u << 4,
    RIGHT = 1u << 5,
    DRAFT = 1u << 6
};

#define SHA "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

#define KEY16 "0123456789abcdef"
#define KEY   "0123456789abcdef0123456789abcdef"

/* A row of the table is set, added as a copy of the last one, or removed, a case is said to be
 * erased, or its history is alone; op NULL: nothing. */
typedef struct Deed {
    const char *what;
    GroupKind kind;
    const char *verb, *by;
    unsigned flags; /* ALONE: only when it is asked for;
                     * OWN: signed by the person, with their own key;
                     * KIND: so, by a kind that lies: all of these are "kinds";
                     * RIGHT: so, in a group of its own kind, by whom it is not: "rights";
                     * DRAFT: of the first draft */
    const char *op, *table, *where, *column, *value;
} Deed;

static const Deed deeds[] = {
    /* content of a case */
    {"edit", GROUP_EXPORT, "export", "zhou", OF_CASE, "set", "patient", "", "name", "别人"},
    {"edit2", GROUP_SETUP, "restore", "lin", OF_CASE, "set", "patient", "", "address", "别处"},
    {"edit3", GROUP_EDIT, "edit", NULL, OF_CASE, "set", "patient", "", "phone", "1"},
    {"amount", GROUP_EXPORT, "export", "zhou", OF_CASE, "set", "case_file", "", "target_fen",
     "7"},
    {"account", GROUP_EXPORT, "export", "zhou", OF_CASE, "set", "payee", "", "account", "7"},
    {"tranche", GROUP_EXPORT, "export", "zhou", OF_CASE, "set", "tranche", "", "amount_fen",
     "7"},
    {"paid", GROUP_EXPORT, "export", "zhou", OF_CASE, "set", "tranche", "", "state", "paid"},
    {"row", GROUP_EXPORT, "export", "zhou", OF_CASE, "remove", "expense", "", NULL, NULL},
    {"new_row", GROUP_EXPORT, "export", "zhou", OF_CASE, "add", "contact", "", "place", "77"},
    {"entered_by", GROUP_EXPORT, "export", "zhou", OF_CASE, "set", "case_file", "",
     "created_by", "1"},
    {"hand", GROUP_EXPORT, "export", "zhou", OF_CASE, "set", "case_file", "", "handed_to", "1"},
    {"undo", GROUP_UNDO, "undo", NULL, OF_CASE, "set", "patient", "", "name", "又一人"},
    {"hands", GROUP_EXPORT, "export", "sun", OF_CASE | CONTENT, NULL, NULL, NULL, NULL, NULL},
    /* its course */
    {"approve", GROUP_EXPORT, "export", "zhou", OF_CASE, "set", "case_file", "", "status",
     "approved"},
    {"approve2", GROUP_WORKFLOW, "approve", NULL, OF_CASE, "add", "approval", "", "active",
     "0"},
    {"approval", GROUP_EXPORT, "export", "zhou", OF_CASE, "set", "approval", "", "approver",
     "1"},
    {"submit", GROUP_SETUP, "restore", "lin", OF_CASE, "set", "case_file", "", "status",
     "submitted"},
    {"close", GROUP_EXPORT, "export", "zhou", OF_CASE, "set", "case_file", "", "life",
     "closed"},
    {"mark", GROUP_EXPORT, "export", "zhou", OF_CASE, "add", "review", "", "comment", "可以"},
    {"finding", GROUP_EXPORT, "export", "zhou", OF_CASE, "add", "finding_accepted", "", "rule",
     "R1"},
    {"stop", GROUP_EXPORT, "export", "zhou", OF_CASE, "set", "stop", "", "decision", "放行"},
    {"step", GROUP_EXPORT, "export", "zhou", OF_CASE, "add", "life_step", "", "comment",
     "已寄出"},
    /* people and settings */
    {"role", GROUP_SETUP, "restore", "zhou", 0, "set", "user", "name = 'he'", "role",
     "supervisor"},
    {"role2", GROUP_PEOPLE, "role", NULL, 0, "set", "user", "name = 'lin'", "role",
     "supervisor"},
    {"role3", GROUP_SETUP, "practice", "zhou", 0, "add", "role_change", "", "at",
     "2026-01-01T00:00:00.000Z"},
    {"disable", GROUP_SETUP, "restore", "zhou", 0, "set", "user", "name = 'qian'", "disabled",
     "1"},
    {"passphrase", GROUP_SETUP, "restore", "zhou", 0, "set", "user", "name = 'he'", "passhash",
     "x"},
    {"reset_by", GROUP_SETUP, "seal", "zhou", 0, "set", "user", "name = 'he'", "must_change",
     "1"},
    {"user", GROUP_SETUP, "init", NULL, 0, "add", "user", "", "name", "eve"},
    {"user2", GROUP_PEOPLE, "recover", NULL, 0, "add", "user", "name = 'admin'", "name", "eva"},
    {"second", GROUP_SETUP, "restore", "zhou", 0, "add", "setting", "", "name",
     "second_approval.above"},
    {"second2", GROUP_SETUP, "seal", "zhou", 0, "add", "setting", "", "name",
     "second_approval.findings"},
    {"second3", GROUP_PEOPLE, "second", NULL, 0, "set", "setting", "name = 'organisation'",
     "value", "别处"},
    {"accepted", GROUP_SETUP, "restore", "zhou", 0, "add", "setting", "", "name",
     "knowledge.accepted"},
    {"station", GROUP_SETUP, "unseal", "zhou", 0, "set", "setting", "name = 'station'", "value",
     "T9"},
    {"sent_none", GROUP_EXPORT, "export", "zhou", DRAFT | ALONE, "set", "case_file", "", "life",
     "sent"},
    {"sent_parts", GROUP_EXPORT, "export", "zhou", OWN | ALONE, "send", "batch_case", "",
     "amount_fen", "7"},
    {"sent_alone", GROUP_EXPORT, "export", "zhou", OWN | ALONE, "send", "batch_case", "", NULL,
     NULL},
    {"code", GROUP_SETUP, "restore", "zhou", ALONE, "set", "setting", "name = 'station'",
     "value", "x"},
    {"key", GROUP_SETUP, "restore", "zhou", 0, "set", "person_key", "user_id = 1", "sign", KEY},
    {"key2", GROUP_PEOPLE, "recover", NULL, 0, "set", "person_key", "user_id = 1", "wrapped",
     KEY},
    /* batches, replies, the house */
    {"batch", GROUP_EXPORT, "export", "zhou", 0, "add", "batch", "", "no", "T1-P-2026-0099"},
    {"batch_case", GROUP_EXPORT, "export", "zhou", 0, "add", "batch_case", "", "place", "99"},
    {"batch_file", GROUP_EXPORT, "export", "zhou", 0, "set", "batch", "", "sha256", SHA},
    {"batch_state", GROUP_EXPORT, "export", "zhou", 0, "set", "batch", "", "state",
     "withdrawn"},
    {"upload", GROUP_EXPORT, "uploaded", "zhou", 0, "set", "batch", "", "uploaded_on",
     "2026-01-01"},
    {"reply", GROUP_EXPORT, "receipt", "zhou", OF_CASE, "set", "batch_case", "", "platform_no",
     "9"},
    {"receipt", GROUP_EXPORT, "receipt", "zhou", 0, "add", "receipt", "", "sha256", SHA},
    {"dossier", GROUP_EXPORT, "dossier", "zhou", 0, "add", "dossier", "", "sha256", SHA},
    {"readings", GROUP_HOUSE, "read", NULL, 0, "set", "read_day", "", "cases", "77"},
    {"reading", GROUP_HOUSE, "read", NULL, 0, "remove", "read_day", "", NULL, NULL},
    {"reveal", GROUP_HOUSE, "reveal", NULL, 0, "remove", "reveal", "", NULL, NULL},
    {"guesses", GROUP_HOUSE, "sign_in_failed", NULL, 0, "remove", "sign_in", "", NULL, NULL},
    {"blacklist", GROUP_HOUSE, "blacklist", NULL, 0, "set", "blacklist", "", "reason", "x"},
    {"day", GROUP_SETUP, "day", NULL, 0, "remove", "day_head", "", NULL, NULL},
    {"copy", GROUP_EXPORT, "again", "zhou", 0, "set", "batch_copy", "", "file", "x.xlsx"},
    /* erasures */
    {"erasure", GROUP_ERASE, "erase", NULL, OF_CASE | ALONE, "add", "erasure", "", "reason",
     "到期"},
    {"erasure2", GROUP_EXPORT, "erase", "zhou", OF_CASE, "set", "erasure", "", "reason",
     "其他"},
    {"erase_role", GROUP_ERASE, "erase", "lin", OF_CASE | ALONE | OWN, "erasure", NULL, NULL,
     NULL, NULL},
    {"erase_left", GROUP_ERASE, "erase", "zhou", OF_CASE | ALONE | OWN, "erasure", NULL, NULL,
     NULL, NULL},
    {"erase_blot", GROUP_ERASE, "erase", "zhou", OF_CASE | ALONE | OWN, "blot", NULL, NULL,
     NULL, NULL},
    {"erase_early", GROUP_ERASE, "erase", "zhou", OF_CASE | ALONE | OWN, "erasure", NULL, NULL,
     NULL, "day"},
    {"blotted", GROUP_ERASE, "erase", NULL, OF_CASE, NULL, NULL, NULL, NULL, NULL},
    /* kinds that lie */
    {"people_edit", GROUP_PEOPLE, "user_role", "lin", OF_CASE | KIND, "set", "patient", "",
     "name", "别人"},
    {"house_edit", GROUP_HOUSE, "read", "lin", KIND, "set", "payee", "", "account", "77"},
    {"hand_edit", GROUP_WORKFLOW, "hand", "zhou", OF_CASE | KIND, "set", "illness", "",
     "hospital", "别处"},
    {"approve_edit", GROUP_WORKFLOW, "approve", "zhou", OF_CASE | KIND, "set", "patient", "",
     "address", "别处"},
    {"set_approval", GROUP_EDIT, "set", "lin", OF_CASE | KIND, "add", "approval", "", "active",
     "0"},
    {"edit_approval", GROUP_EDIT, "edit", "lin", OF_CASE | KIND, "add", "approval", "",
     "active", "0"},
    {"edit_approved", GROUP_EDIT, "edit", "lin", OF_CASE | KIND, "set", "approval", "",
     "approver", "2"},
    {"edit_status", GROUP_EDIT, "edit", "lin", OF_CASE | KIND, "set", "case_file", "", "status",
     "draft"},
    {"undo_status", GROUP_UNDO, "undo", "lin", OF_CASE | KIND, "set", "case_file", "",
     "amendment", "returned"},
    {"edit_entered", GROUP_EDIT, "edit", "lin", OF_CASE | KIND, "set", "case_file", "",
     "created_by", "1"},
    {"edit_handed", GROUP_EDIT, "edit", "lin", OF_CASE | KIND, "set", "case_file", "",
     "handed_to", "1"},
    {"edit_later", GROUP_EDIT, "edit", "lin", OF_CASE | KIND, "set", "document", "", "later",
     "0"},
    {"edit_review", GROUP_EDIT, "edit", "lin", OF_CASE | KIND, "add", "review", "", "comment",
     "可以"},
    {"edit_finding", GROUP_EDIT, "edit", "lin", OF_CASE | KIND, "add", "finding_accepted", "",
     "rule", "R1"},
    {"edit_user", GROUP_EDIT, "edit", "lin", OF_CASE | KIND, "set", "user", "name = 'lin'",
     "role", "supervisor"},
    {"edit_key", GROUP_EDIT, "edit", "lin", OF_CASE | KIND, "set", "person_key", "user_id = 5",
     "wrapped", KEY},
    {"key_sign", GROUP_PEOPLE, "keys", "zhou", KIND, "set", "person_key", "user_id = 5", "sign",
     KEY},
    {"edit_setting", GROUP_EDIT, "edit", "lin", OF_CASE | KIND, "set", "setting",
     "name = 'organisation'", "value", "别处"},
    {"role_setting", GROUP_PEOPLE, "user_role", "zhou", KIND, "set", "setting",
     "name = 'organisation'", "value", "某处"},
    {"edit_batch", GROUP_EDIT, "edit", "lin", OF_CASE | KIND, "set", "batch", "", "sha256",
     SHA},
    {"edit_reply", GROUP_EDIT, "edit", "lin", OF_CASE | KIND, "set", "batch_case", "",
     "platform_no", "9"},
    {"edit_copy", GROUP_EDIT, "edit", "lin", OF_CASE | KIND, "set", "batch_copy", "", "file",
     "x.xlsx"},
    {"edit_receipt", GROUP_WORKFLOW, "receipt", "zhou", OF_CASE | KIND, "set", "receipt", "",
     "sha256", SHA},
    {"edit_erasure", GROUP_EDIT, "edit", "lin", OF_CASE | KIND, "set", "erasure", "", "reason",
     "其他"},
    {"export_asked", GROUP_EXPORT, "export", "zhou", OF_CASE | KIND, "set", "erasure_request",
     "", "answer", "granted"},
    {"house_station", GROUP_HOUSE, "bundle_in", "zhou", KIND, "set", "station", "", "name",
     "别处"},
    {"house_guest", GROUP_HOUSE, "bundle_in", "zhou", KIND, "set", "station_person", "", "role",
     "supervisor"},
    {"read_bundle", GROUP_HOUSE, "read", "zhou", KIND, "set", "bundle_out", "", "number", "7"},
    {"trust_bundle", GROUP_PEOPLE, "station_trust", "zhou", KIND, "set", "bundle_in", "",
     "number", "7"},
    {"edit_blacklist", GROUP_EDIT, "edit", "lin", OF_CASE | KIND, "set", "blacklist", "",
     "reason", "x"},
    {"read_reveal", GROUP_HOUSE, "read", "zhou", KIND, "remove", "reveal", "", NULL, NULL},
    {"read_guesses", GROUP_HOUSE, "read", "zhou", KIND, "remove", "sign_in", "", NULL, NULL},
    {"backup_day", GROUP_SETUP, "backup", "zhou", KIND, "remove", "day_head", "", NULL, NULL},
    {"met", GROUP_PEOPLE, "met", "lin", ALONE | OWN, "add", "known_key", "", "sign", KEY},
    {"organisation", GROUP_PEOPLE, "station", "zhou", KIND, "remove", "setting",
     "name = 'organisation'", NULL, NULL},
    {"none", GROUP_HOUSE, "anything", "zhou", KIND, NULL, NULL, NULL, NULL, NULL},
    {"none_edit", GROUP_HOUSE, "edit", "lin", OF_CASE | KIND, "set", "patient", "", "phone",
     "1"},
    /* what is theirs to sign, and not theirs to do */
    {"user_role", GROUP_PEOPLE, "user_role", "he", RIGHT, "set", "user", "name = 'qian'",
     "role", "administrator"},
    {"role_own", GROUP_PEOPLE, "user_role", "admin", RIGHT, "set", "user", "name = 'admin'",
     "role", "supervisor"},
    {"user_disable", GROUP_PEOPLE, "user_disable", "lin", RIGHT, "set", "user", "name = 'sun'",
     "disabled", "1"},
    {"others_passphrase", GROUP_PEOPLE, "user_passphrase", "he", RIGHT, "set", "user",
     "name = 'sun'", "passhash", "none"},
    {"others_key", GROUP_PEOPLE, "keys", "he", RIGHT, "set", "person_key", "user_id = 2",
     "wrapped", KEY},
    {"met_role", GROUP_PEOPLE, "met", "lin", RIGHT, "set", "user", "name = 'qian'", "reset_by",
     "1"},
    {"other_setting", GROUP_PEOPLE, "second_approval", "zhou", RIGHT, "set", "setting",
     "name = 'organisation'", "value", "别处"},
    {"second_other", GROUP_PEOPLE, "second_approval", "zhou", RIGHT, "add", "setting", "",
     "name", "second_approval.x"},
    {"key_anew", GROUP_PEOPLE, "blacklist_key", "zhou", ALONE | OWN, "set", "setting",
     "name = 'blacklist.key'", "value", SHA},
    {"station_code", GROUP_PEOPLE, "station", "lin", RIGHT, "set", "setting",
     "name = 'station'", "value", "T8"},
    {"day_setting", GROUP_SETUP, "day", "zhou", RIGHT, "set", "setting",
     "name = 'organisation'", "value", "某处"},
    {"backup", GROUP_SETUP, "backup", "lin", RIGHT, NULL, NULL, NULL, NULL, NULL},
    {"begin_again", GROUP_SETUP, "init", "lin", RIGHT, "set", "setting",
     "name = 'organisation'", "value", "某处"},
    {"listed", GROUP_HOUSE, "blacklist_lift", "he", RIGHT, "set", "blacklist", "",
     "lift_reason", "x"},
    {"bundle", GROUP_HOUSE, "bundle_answered", "qian", RIGHT, "set", "bundle_out", "",
     "acknowledged", "2026-01-03T00:00:00.000Z"},
    {"call", GROUP_HOUSE, "case_answer", "qian", RIGHT, "set", "case_call", "", "answer",
     "working"},
    {"take_over", GROUP_WORKFLOW, "take_over", "lin", DRAFT | RIGHT, NULL, NULL, NULL, NULL,
     NULL},
    {"guesses_gone", GROUP_HOUSE, "sign_in_failed", "he", RIGHT, "remove", "sign_in", "", NULL,
     NULL},
    {"reveal_others", GROUP_HOUSE, "reveal", "he", RIGHT, "add", "reveal", "", "day",
     "2026-01-09"},
    {"clock", GROUP_HOUSE, "clock_right", "qian", RIGHT, NULL, NULL, NULL, NULL, NULL},
    {"upload_own", GROUP_EXPORT, "uploaded", "lin", RIGHT, "set", "batch", "", "uploaded_on",
     "2026-01-02"},
    {"reply_own", GROUP_EXPORT, "receipt", "lin", RIGHT, "add", "receipt", "", "sha256", SHA},
    {"dossier_own", GROUP_EXPORT, "dossier", "he", RIGHT, "add", "dossier", "", "sha256", SHA},
    {"decide_another", GROUP_WORKFLOW, "decide", "zhou", OF_CASE | RIGHT, "set", "stop", "",
     "decision", "放行"},
    {"step_another", GROUP_WORKFLOW, "decide", "zhou", DRAFT | RIGHT, "set", "life_step",
     "case_id = 1", "comment", "已寄出"},
    {"of_no_batch", GROUP_EXPORT, "export", "zhou", DRAFT | RIGHT, "set", "case_file", "",
     "status", "exported"},
    {"edit_frozen", GROUP_EDIT, "edit", "lin", OF_CASE | CONTENT | RIGHT, "set", "patient", "",
     "name", "别人"},
    {"undo_frozen", GROUP_UNDO, "undo", "lin", OF_CASE | CONTENT | RIGHT, "set", "payee", "",
     "account", "77"},
    {"import_frozen", GROUP_IMPORT, "import", "lin", OF_CASE | CONTENT | RIGHT, "set",
     "illness", "", "hospital", "别处"},
    {"edit_others", GROUP_EDIT, "edit", "he", DRAFT | CONTENT | RIGHT, "set", "case_file", "",
     "note", "某事"},
    {"follow_others", GROUP_EDIT, "edit", "he", DRAFT | RIGHT, "set", "complaint", "",
     "content", "某事"},
    {"edit_hidden", GROUP_EDIT, "edit", "zhou", DRAFT | RIGHT, "set", "case_file", "", "note",
     "别的"},
    {"edit_astray", GROUP_EDIT, "edit", "zhou", DRAFT | CONTENT | RIGHT, "set", "patient", "",
     "address", "别处"},
    {"edit_none", GROUP_EDIT, "edit", "zhou", RIGHT, "set", "payee", "", "branch", "某支行"},
    {"new_again", GROUP_NEW, "new", "zhou", DRAFT | CONTENT | RIGHT, "set", "case_file", "",
     "note", "又来"},
    {"hand_others", GROUP_WORKFLOW, "hand", "he", DRAFT | RIGHT, "set", "case_file", "",
     "handed_to", "3"},
    {"hand_auditor", GROUP_WORKFLOW, "hand", "zhou", DRAFT | RIGHT, "set", "case_file", "",
     "handed_to", "5"},
    {"stop_others", GROUP_WORKFLOW, "stop", "he", DRAFT | RIGHT, NULL, NULL, NULL, NULL, NULL},
    {"stop_decided", GROUP_WORKFLOW, "stop", "lin", DRAFT | RIGHT, "set", "stop", "",
     "decision", "可以"},
    {"stop_ends", GROUP_EDIT, "edit", "lin", DRAFT | RIGHT, "set", "stop", "", "ends", "0"},
    {"stop_words", GROUP_WORKFLOW, "stop", "lin", DRAFT | RIGHT, "set", "stop", "", "words",
     "没有的事"},
    {"met_here", GROUP_PEOPLE, "met", "zhou", RIGHT, "set", "user", "name = 'lin'", "role",
     "auditor"},
    {"archive", GROUP_WORKFLOW, "reopen", "lin", OF_CASE | ALONE | OWN, "set", "case_file", "",
     "life", "archived"},
    {"stage_over", GROUP_WORKFLOW, "stage", "zhou", OF_CASE | RIGHT, "set", "case_file", "",
     "life", "settling"},
    {"reply_edit", GROUP_WORKFLOW, "receipt", "lin", OF_CASE | RIGHT, "set", "tranche", "",
     "paid_on", "2026-01-01"},
    {"reply_another", GROUP_WORKFLOW, "receipt", "zhou", DRAFT | RIGHT, "set", "batch_case", "",
     "platform_no", "9"},
    {"batch_another", GROUP_WORKFLOW, "receipt", "zhou", DRAFT | RIGHT, "set", "batch", "",
     "answered_at", "2026-01-02T00:00:00.000Z"},
    {"erasure_edit", GROUP_EDIT, "edit", "zhou", OF_CASE | RIGHT, "add", "erasure", "",
     "reason", "本人要求"},
    /* their kind and theirs to do, and done to what is never touched so */
    {"practice", GROUP_SETUP, "practice", "zhou", RIGHT, "set", "setting",
     "name = 'organisation'", "value", "练习"},
    {"home", GROUP_PEOPLE, "user_role", "zhou", RIGHT, "set", "user", "name = 'qian'", "home",
     "X9"},
    {"home_new", GROUP_PEOPLE, "user_add", "zhou", RIGHT, "add", "user", "home IS NOT NULL",
     "name", "eve"},
    {"redo_stop", GROUP_REDO, "redo", "zhou", DRAFT | RIGHT, "add", "stop", "", "user_id", "2"},
    {"redo_decided", GROUP_REDO, "redo", "zhou", DRAFT | RIGHT, "add", "stop", "", "words",
     "又来"},
    {"redecided", GROUP_WORKFLOW, "stage", "zhou", DRAFT | RIGHT, "set", "stop", "", "decision",
     "不可以"},
    {"reworded", GROUP_WORKFLOW, "decide", "zhou", DRAFT | RIGHT, "set", "stop", "", "words",
     "另一件事"},
    {"decided_by", GROUP_WORKFLOW, "decide", "zhou", DRAFT | RIGHT, "set", "stop", "",
     "decided_by", "2"},
    {"stop_gone", GROUP_EDIT, "edit", "zhou", DRAFT | RIGHT, "remove", "stop", "", NULL, NULL},
    {"stop_undone", GROUP_UNDO, "undo", "zhou", DRAFT | RIGHT, "remove", "stop", "", NULL,
     NULL},
    {"review_set", GROUP_WORKFLOW, "ask", "zhou", DRAFT | RIGHT, "set", "review", "", "comment",
     "x"},
    {"review_gone", GROUP_WORKFLOW, "answer", "zhou", DRAFT | RIGHT, "remove", "review", "",
     NULL, NULL},
    {"batch_sum", GROUP_EXPORT, "export", "zhou", RIGHT, "set", "batch", "", "sha256", SHA},
    {"batch_left", GROUP_EXPORT, "export", "zhou", RIGHT, "remove", "batch_case", "", NULL,
     NULL},
    {"step_set", GROUP_EDIT, "edit", "zhou", DRAFT | RIGHT, "set", "life_step", "", "reason",
     "x"},
    {"step_gone", GROUP_EDIT, "edit", "zhou", DRAFT | RIGHT, "remove", "life_step", "", NULL,
     NULL},
    {"listed_by", GROUP_HOUSE, "blacklist_add", "zhou", RIGHT, "add", "blacklist", "",
     "entered_by", "2"},
    {"dossier_by", GROUP_EXPORT, "dossier", "zhou", RIGHT, "add", "dossier", "", "user_id",
     "2"},
    {"reply_by", GROUP_EXPORT, "receipt", "zhou", RIGHT, "add", "receipt", "", "user_id", "2"},
    {"copy_by", GROUP_EXPORT, "again", "zhou", RIGHT, "add", "batch_copy", "", "user_id", "2"},
    {"upload_by", GROUP_EXPORT, "uploaded", "zhou", RIGHT, "set", "batch", "", "uploaded_by",
     "2"},
    {"bundle_by", GROUP_HOUSE, "bundle_out", "zhou", RIGHT, "add", "bundle_out", "", "user_id",
     "2"},
    {"listed_gone", GROUP_HOUSE, "blacklist_lift", "zhou", RIGHT, "remove", "blacklist", "",
     NULL, NULL},
    {"role_by", GROUP_PEOPLE, "user_role", "zhou", RIGHT, "add", "role_change", "", "by_user",
     "2"},
    {"station_key", GROUP_PEOPLE, "keys", "zhou", RIGHT, "set", "person_key",
     "user_id IS NULL AND ended IS NULL", "wrapped", KEY},
    {"setting_gone", GROUP_PEOPLE, "second_approval", "zhou", RIGHT, "remove", "setting",
     "name = 'passphrase_cost'", NULL, NULL},
    {"step_of", GROUP_WORKFLOW, "stage", "zhou", OF_CASE | RIGHT, "add", "life_step", "",
     "reason", "x"},
    {"early", GROUP_EDIT, "edit", "zhou", DRAFT | CONTENT | RIGHT, "add", "aid", "", "later",
     "1"},
    {"archived", GROUP_WORKFLOW, "set_stage", "zhou", OF_CASE | RIGHT, "set", "case_file", "",
     "life", "archived"},
    {"edit_archived", GROUP_EDIT, "edit", "zhou", OF_CASE | RIGHT, "add", "complaint", "",
     "content", "又一事"},
    {"stop_aside", GROUP_EDIT, "edit", "he", DRAFT | RIGHT, "add", "life_step", "", "reason",
     "x"},
    /* who is of a station that nobody trusted, and signs all the same */
    {"nobody", GROUP_PEOPLE, "met", "lin", RIGHT, "met", NULL, NULL, NULL, "wu@C9"},
    {"nobodys_key", GROUP_PEOPLE, "keys", "wu@C9", RIGHT, "key", NULL, NULL, NULL, NULL},
    {"nobody_in", GROUP_PEOPLE, "user_enable", "admin", RIGHT, "set", "user", "home = 'C9'",
     "disabled", "0"},
    {"nobody_out", GROUP_PEOPLE, "user_disable", "admin", RIGHT, "set", "user", "home = 'C9'",
     "disabled", "1"},
    {"nobody_let", GROUP_PEOPLE, "user_passphrase", "admin", RIGHT, "set", "user",
     "home = 'C9'", "passhash", "none"},
    {"day_middle", GROUP_SETUP, "day", NULL, ALONE, "day", NULL, NULL, NULL, NULL},
    /* in the name of somebody whose key ended, by one of the forger's own */
    {"key_begun", GROUP_PEOPLE, "keys", "sun", ALONE, "key", NULL, NULL, NULL, NULL},
    /* who says otherwise when it was, or who did it */
    {"given_by", GROUP_PEOPLE, "user_passphrase", "zhou", RIGHT, "set", "user", "name = 'qian'",
     "reset_by", "2"},
    {"given_for_good", GROUP_PEOPLE, "user_passphrase", "zhou", RIGHT, "set", "user",
     "name = 'sun'", "passhash", "any"},
    {"uploaded_to_come", GROUP_EXPORT, "uploaded", "zhou", RIGHT, "set", "batch", "",
     "uploaded_on", "2099-01-01"},
    {"uploaded_early", GROUP_EXPORT, "uploaded", "zhou", RIGHT, "set", "batch", "",
     "uploaded_on", "2019-01-01"},
    {"unwritten", GROUP_EXPORT, "export", "zhou", RIGHT, "set", "batch", "", "state",
     "withdrawn"},
    {"closed_then", GROUP_EXPORT, "close", "zhou", RIGHT, "set", "batch", "", "closed_at",
     "2019-01-01T00:00:00.000Z"},
    /* who would be another */
    {"key_taken", GROUP_PEOPLE, "keys", "admin", RIGHT, "set", "person_key",
     "user_id = 3 AND ended IS NULL", "ended", KEY16},
    {"key_taken2", GROUP_PEOPLE, "user_role", "admin", RIGHT, "set", "person_key",
     "user_id = 4 AND ended IS NULL", "ended", KEY16},
    {"pass_taken", GROUP_PEOPLE, "user_enable", "admin", RIGHT, "set", "user", "name = 'he'",
     "passhash", "none"},
    {"pass_taken2", GROUP_PEOPLE, "keys", "admin", RIGHT, "set", "user", "name = 'he'",
     "passhash", "any"},
    {"step_alone", GROUP_WORKFLOW, "stage", "zhou", DRAFT | RIGHT, "add", "life_step", "",
     "life", "settling"},
    {"called_like", GROUP_PEOPLE, "user_add", "admin", RIGHT, "user", NULL, NULL, NULL,
     "Ｚhou"},
    /* it leaves no draft */
    {"withdraw_up", GROUP_WORKFLOW, "withdraw", "zhou", DRAFT | RIGHT, "set", "case_file", "",
     "status", "returned"},
    {"role_back", GROUP_PEOPLE, "user_role", "admin", RIGHT, "set", "user", "name = 'admin'",
     "role", "administrator"},
    {"last", GROUP_PEOPLE, "user_disable", "admin", RIGHT, "set", "user", "name = 'zhou'",
     "disabled", "1"},
    {"day_signed", GROUP_SETUP, "day", "zhou", RIGHT, "add", "day_head", "", "day",
     "2020-05-05"},
    {"day_to_come", GROUP_SETUP, "day", "qian", RIGHT, "add", "day_head", "", "day",
     "2099-12-31"},
    {"pen_term", GROUP_WORKFLOW, "pass", "zhou", OF_CASE | RIGHT, "set", "pen", "", "term",
     "9"},
    {"pen_nowhere", GROUP_WORKFLOW, "pass", "zhou", OF_CASE | ALONE | OWN, "pen", NULL, NULL,
     NULL, "ZZ9"},
    {"pen_taken", GROUP_WORKFLOW, "take_over", "zhou", OF_CASE | ALONE | OWN, "pen", NULL, NULL,
     NULL, "T1"},
    /* what goes out with a batch */
    {"stop_sent", GROUP_WORKFLOW, "stop", "zhou", OF_CASE | RIGHT, "add", "stop", "", "words",
     "停"},
    {"sent_stopped", GROUP_EXPORT, "export", "zhou", RIGHT, "add", "batch_case", "case_id = 1",
     "known_as", "x"},
    {"sent_other", GROUP_EXPORT, "export", "zhou", RIGHT, "add", "batch_case", "", "content",
     "{\"payee\": {\"account\": \"7\"}}"},
    {"sent_unapproved", GROUP_EXPORT, "export", "zhou", RIGHT, "add", "batch_case", "",
     "case_id", "3"},
};

typedef struct Forger {
    Store *store;
    sqlite3 *db;          /* of another program */
    Signer station, made; /* made: by a deed, of who was met */
    Err *err;
} Forger;

/* ---- a deed ---- */

/* Of the case, where the table has one of it. */
static bool find_row(Forger *f, const Deed *deed, int64_t case_id, int64_t *id)
{
    const TableShape *shape = change_shape(f->store, deed->table);
    bool of_case = false;
    Buf text = BUF_INIT;

    for (size_t i = 0; i < shape->n; i++)
        of_case = of_case || strcmp(shape->columns[i], "case_id") == 0;
    buf_addf(&text, "SELECT id FROM \"%s\" WHERE %s ORDER BY %s DESC, id DESC LIMIT 1",
             deed->table, deed->where[0] ? deed->where : "1",
             of_case                                 ? "case_id = ?1"
             : strcmp(deed->table, "case_file") == 0 ? "id = ?1"
                                                     : "?1");
    bool done = sql_get_int(f->store, f->err, id, text.data, "i", case_id) &&
                (*id || err_set(f->err, ERR_NOT_FOUND, "%s has no row", deed->table));
    buf_free(&text);
    return done;
}

static SqlValue value_of(const Deed *deed, const SqlValue *now)
{
    bool digit = deed->value[0] >= '0' && deed->value[0] <= '9' && !deed->value[1];

    if (now->type == SQL_BLOB || strcmp(deed->column, "ended") == 0)
        return sql_value_blob(deed->value, strlen(deed->value));
    return now->type == SQL_INT || (now->type == SQL_NULL && digit)
               ? sql_value_int(atoll(deed->value))
               : sql_value_text(deed->value);
}

/* What names a case by its uid, names the first. */
static bool add(Tx *tx, const Deed *deed, const RowImage *row, int64_t case_id, Err *err)
{
    TxColumn columns[COLUMNS_MAX];
    int64_t id;
    size_t n = 0;
    bool there = false;
    Uid first;

    if (!change_uid_of(tx_store(tx), "case_file", 1, &first, &there, err))
        return false;

    for (size_t i = 0; i < row->shape->n && n < COLUMNS_MAX; i++) {
        bool given = strcmp(row->shape->columns[i], deed->column) == 0;
        const SqlValue *now = &row->values[i];
        /* What SQLite makes itself has no place in a new row. */
        if (strcmp(deed->table, "batch") == 0 &&
            strcmp(row->shape->columns[i], "standing") == 0)
            continue;
        if (strcmp(deed->table, "bundle_out") == 0 &&
            strcmp(row->shape->columns[i], "number") == 0) {
            columns[n++] = (TxColumn){"number", sql_value_int(now->number + 1), 0};
            continue;
        }
        if (strcmp(deed->table, "batch_case") == 0 && !given &&
            strcmp(row->shape->columns[i], "place") == 0) {
            columns[n++] = (TxColumn){"place", sql_value_int(100 + tx_group(tx)), 0};
            continue;
        }
        bool of_case = case_id && strcmp(row->shape->columns[i], "case_id") == 0;
        columns[n++] = (TxColumn){row->shape->columns[i],
                                  given ? value_of(deed, now)
                                  : strcmp(row->shape->columns[i], "case_uid") == 0
                                      ? sql_value_blob(first.bytes, UID_BYTES)
                                  : of_case ? sql_value_int(case_id)
                                            : *now,
                                  0};
    }
    return tx_add(tx, deed->table, columns, n, &id, err);
}

static bool add_erasure(Tx *tx, const char *ground, int64_t case_id, Err *err)
{
    const TxColumn columns[] = {{"case_id", sql_value_int(case_id), 0},
                                {"at", sql_value_text("2026-01-03T00:00:00.000Z"), 0},
                                {"user_id", sql_value_int(tx_user(tx)), 0},
                                {"ground", sql_value_text(ground ? ground : "request"), 0},
                                {"reason", sql_value_text("本人要求"), 0}};
    int64_t id;

    return tx_add(tx, "erasure", columns, COUNT_OF(columns), &id, err);
}

static bool add_met(Tx *tx, const char *name, Err *err)
{
    const TxColumn columns[] = {
        {"name", sql_value_text(name), 0},         {"display", sql_value_text(name), 0},
        {"role", sql_value_text("supervisor"), 0}, {"passhash", sql_value_text(""), TX_SECRET},
        {"disabled", sql_value_int(1), 0},         {"home", sql_value_text("C9"), 0}};
    int64_t id;

    return tx_add(tx, "user", columns, COUNT_OF(columns), &id, err);
}

/* The number behind the name in the first tranche of the text; NULL: there is none. */
static char *with_part(const char *text, const Deed *deed)
{
    Buf name = BUF_INIT, out = BUF_INIT;
    const char *tranche = strstr(text, "\"tranche\""), *at;

    buf_addf(&name, "\"%s\": ", deed->column);
    at = tranche ? strstr(tranche, name.data) : NULL;
    if (at) {
        at += name.len;
        buf_add_bytes(&out, text, (size_t)(at - text));
        buf_addf(&out, "%s%s", deed->value, at + strspn(at, "0123456789"));
    }
    buf_free(&name);
    return at ? buf_take(&out) : NULL;
}

/* The case whose number stands in SENT goes into the last batch, as it was approved but for
 * that part. */
static bool send(Tx *tx, const Deed *deed, Err *err)
{
    int64_t of_case = 0, approval = 0, batch = 0, id;
    char *content = NULL;
    const char *no = getenv("SENT");
    Store *store = tx_store(tx);
    bool done =
        sql_get_int(store, err, &of_case, "SELECT id FROM case_file WHERE no = ?", "t",
                    no ? no : "") &&
        sql_get_int(store, err, &approval,
                    "SELECT id FROM approval WHERE case_id = ? AND active = 1", "i", of_case) &&
        sql_get_int(store, err, &batch, "SELECT max(id) FROM batch", NULL) &&
        sql_get_text(store, err, &content, "SELECT snapshot FROM approval WHERE id = ?", "i",
                     approval);
    char *changed = done && content && deed->column ? with_part(content, deed) : NULL;
    const char *sent = deed->column ? changed : content;
    const TxColumn columns[] = {{"batch_id", sql_value_int(batch), 0},
                                {"case_id", sql_value_int(of_case), 0},
                                {"approval_id", sql_value_int(approval), 0},
                                {"place", sql_value_int(99), 0},
                                {"content", sql_value_text(sent ? sent : ""), 0}};

    done = done && sent && tx_add(tx, "batch_case", columns, COUNT_OF(columns), &id, err);
    free(changed);
    free(content);
    return done;
}

static bool add_user(Tx *tx, const char *display, Err *err)
{
    const TxColumn columns[] = {{"name", sql_value_text("zhou2"), 0},
                                {"display", sql_value_text(display), 0},
                                {"role", sql_value_text("adviser"), 0},
                                {"passhash", sql_value_text("none"), TX_SECRET},
                                {"disabled", sql_value_int(1), 0}};
    int64_t id;

    return tx_add(tx, "user", columns, COUNT_OF(columns), &id, err);
}

/* The station's own words of a day that is over, of an event before its last. */
static bool add_day(Tx *tx, Err *err)
{
    Sql q;
    int64_t id;
    bool done = false;

    if (!sql_open(&q, tx_store(tx),
                  "SELECT uid, hash, substr(at, 1, 10), zeroblob(10) FROM journal_group"
                  " WHERE id = (SELECT max(id) - 3 FROM journal_group)",
                  err))
        return false;
    if (sql_row(&q)) {
        const TxColumn columns[] = {{"day", sql_value(&q, 2), 0},
                                    {"last", sql_value(&q, 0), 0},
                                    {"head", sql_value(&q, 1), 0},
                                    {"words", sql_value(&q, 3), 0}};
        done = tx_add(tx, "day_head", columns, COUNT_OF(columns), &id, err);
    }
    return sql_close(&q, done ? err : NULL) && done;
}

static bool add_pen(Tx *tx, const char *holder, int64_t case_id, Err *err)
{
    const TxColumn columns[] = {{"case_id", sql_value_int(case_id), 0},
                                {"holder", sql_value_text(holder), 0},
                                {"term", sql_value_int(1), 0},
                                {"at", sql_value_text("2026-01-03T00:00:00.000Z"), 0}};
    int64_t id;

    return tx_add(tx, "pen", columns, COUNT_OF(columns), &id, err);
}

static bool change(Forger *f, Tx *tx, const Deed *deed, int64_t case_id)
{
    RowImage row;
    int64_t id;

    if (!deed->op)
        return true;
    if (strcmp(deed->op, "erasure") == 0)
        return add_erasure(tx, deed->value, case_id, f->err);
    if (strcmp(deed->op, "send") == 0)
        return send(tx, deed, f->err);
    if (strcmp(deed->op, "pen") == 0)
        return add_pen(tx, deed->value, case_id, f->err);
    if (strcmp(deed->op, "day") == 0)
        return add_day(tx, f->err);
    if (strcmp(deed->op, "user") == 0)
        return add_user(tx, deed->value, f->err);
    if (strcmp(deed->op, "met") == 0)
        return add_met(tx, deed->value, f->err);
    if (strcmp(deed->op, "key") == 0) {
        signer_close(&f->made);
        if (!signer_make(tx, tx_user(tx), 0, NULL, &f->made, f->err))
            return false;
        store_sign_with(f->store, &f->made);
        return true;
    }
    if (!find_row(f, deed, case_id, &id))
        return false;
    if (strcmp(deed->op, "remove") == 0)
        return tx_remove(tx, deed->table, id, f->err);
    if (!change_read(f->store, deed->table, id, &row, f->err))
        return false;
    bool done = strcmp(deed->op, "add") == 0
                    ? add(tx, deed, &row, case_id, f->err)
                    : tx_set(tx, deed->table, id, deed->column,
                             value_of(deed, change_value(&row, deed->column)), NULL, 0, f->err);
    change_free(&row);
    return done;
}

static bool write_down(Forger *f, const Deed *deed, const GroupHead *head)
{
    int64_t group = 0;
    Tx *tx = NULL;

    if (!tx_begin(f->store, head, &tx, f->err))
        return false;
    tx_stands(tx);
    if (!change(f, tx, deed, head->case_id)) {
        tx_abort(tx);
        return false;
    }
    if (!tx_commit(tx, &group, f->err))
        return false;
    printf("%s %lld\n", deed->what, (long long)group);
    return true;
}

/* The history of a case alone, without its records. */
static bool blot(Forger *f, const Deed *deed, const GroupHead *head)
{
    int64_t group;
    bool done =
        journal_erase(f->store, head->user_id, head->case_id, NULL, f->err) &&
        sql_get_int(f->store, f->err, &group, "SELECT max(id) FROM journal_group", NULL);

    if (done)
        printf("%s %lld\n", deed->what, (long long)group);
    return done;
}

/* With the key that it makes. */
static bool act_new(Forger *f, const Deed *deed, const GroupHead *head)
{
    bool done = write_down(f, deed, head);

    store_sign_with(f->store, NULL);
    return done;
}

static bool act_own(Forger *f, const Deed *deed, const GroupHead *head)
{
    Buf passphrase = BUF_INIT;
    Signer own = {0};

    buf_addf(&passphrase, "long enough for %s", deed->by);
    const Person person = {deed->by, NULL, NULL, passphrase.data};
    bool done = people_signer(f->store, &person, &own, f->err);
    store_sign_with(f->store, &own);
    done = done && (deed->op && strcmp(deed->op, "blot") == 0 ? blot(f, deed, head)
                                                              : write_down(f, deed, head));
    store_sign_with(f->store, NULL);
    signer_close(&own);
    buf_free(&passphrase);
    return done;
}

static bool act(Forger *f, const Deed *deed)
{
    GroupHead head = {.kind = deed->kind, .verb = deed->verb, .content = deed->flags & CONTENT};

    if ((deed->by && !sql_get_int(f->store, f->err, &head.user_id,
                                  "SELECT id FROM user WHERE name = ?", "t", deed->by)) ||
        ((deed->flags & (OF_CASE | DRAFT)) &&
         !sql_get_int(f->store, f->err, &head.case_id,
                      "SELECT min(id) FROM case_file WHERE id NOT IN"
                      " (SELECT case_id FROM erasure) AND (? = 0 OR status = 'draft')",
                      "i", deed->flags & DRAFT ? (int64_t)1 : (int64_t)0)))
        return false;
    if (deed->op && strcmp(deed->op, "key") == 0)
        return act_new(f, deed, &head);
    if (deed->flags & (OWN | KIND | RIGHT))
        return act_own(f, deed, &head);
    f->station.user = head.user_id;
    store_sign_with(f->store, &f->station);
    return write_down(f, deed, &head);
}

/* What verify lists is bounded, so those of no right are asked in two parts: apart, those of
 * who is nobody or would be another. */
static bool is_asked(const Deed *deed, const char *what, bool apart)
{
    if (!what)
        return !(deed->flags & (ALONE | KIND | RIGHT));
    return strcmp(what, deed->what) == 0 ||
           (strcmp(what, "kinds") == 0 && (deed->flags & KIND)) ||
           (strcmp(what, apart ? "rights_apart" : "rights") == 0 && (deed->flags & RIGHT));
}

static bool act_all(Forger *f, const char *what)
{
    Buf triggers = BUF_INIT;
    bool done = bare_triggers(f->db, &triggers, f->err), any = false, apart = false;

    for (size_t i = 0; done && i < COUNT_OF(deeds); i++) {
        apart = strcmp(deeds[i].what, "nobody") == 0 ||
                (apart && strcmp(deeds[i].what, "withdraw_up") != 0);
        if (!is_asked(&deeds[i], what, apart))
            continue;
        any = true;
        done = act(f, &deeds[i]) ||
               err_set(f->err, f->err->kind, "%s: %s", deeds[i].what, xstrdup(f->err->text));
    }
    store_sign_with(f->store, NULL);
    done = done && bare_run(f->db, triggers.data, f->err) &&
           (any || err_set(f->err, ERR_USAGE, "%s is no deed", what));
    buf_free(&triggers);
    return done;
}

int main(int argc, char **argv)
{
    Err err = {0};
    Forger f = {.err = &err};
    bool done = argc > 1 && sqlite3_open(argv[1], &f.db) == SQLITE_OK &&
                store_open(argv[1], STORE_OPEN, &f.store, &err) &&
                signer_open(f.store, 0, NULL, &f.station, &err) &&
                act_all(&f, argc > 2 ? argv[2] : NULL);

    if (!done)
        fprintf(stderr, "forger: %s\n", err.text);
    signer_close(&f.station);
    signer_close(&f.made);
    store_close(f.store);
    sqlite3_close(f.db);
    return done ? EXIT_SUCCESS : EXIT_FAILURE;
}
