/* Draws names, numbers, money and papers from lists by a seeded generator, then spoils a few
 * drafts. */
#include "config.h"

#include "app/sample.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/attr.h"
#include "base/buf.h"
#include "domain/resident.h"

/* Surnames as they are, so that pinyin has its hard ones; given names that nobody has. */
static const char *const surnames[] = {"王", "李", "张", "刘",   "陈",   "杨",  "黄",
                                       "赵", "吴", "周", "单",   "仇",   "曾",  "解",
                                       "查", "朴", "区", "欧阳", "诸葛", "上官"};
static const char *const given_first[] = {"试", "练", "样", "例", "模",
                                          "范", "虚", "拟", "演", "习"};
static const char *const given_last[] = {"一", "二", "三", "四", "五", "六", "七",
                                         "八", "九", "十", "甲", "乙", "丙", "丁"};
static const char *const hospitals[] = {"虚构市第一人民医院", "样例大学附属第二医院",
                                        "练习省肿瘤医院",     "示范地区人民医院",
                                        "假想儿童医院",       "演练县中心医院"};
static const char *const banks[] = {"虚构农村商业银行", "样例银行", "练习储蓄银行"};
static const char *const places[] = {"虚构县练习镇一村", "样例市示范区二街",
                                     "假想县演练乡三组"};
static const char *const jobs[] = {"务农",       "建筑小工", "保洁员",
                                   "流水线工人", "货车司机", "小摊贩"};
static const char *const platforms[] = {"shuidichou", "qingsongchou", "nuanxinhuimin"};
static const char *const sources[] = {"ward", "self", "adviser", "community"};

typedef struct Disease {
    const char *name, *icd10, *department, *treatment, *category;
    int estimate_wan; /* of one course of treatment */
    bool child;
} Disease;

static const Disease diseases[] = {
    {"急性淋巴细胞白血病", "C91.0", "儿童血液科", "大剂量化疗", "13", 14, true},
    {"重型再生障碍性贫血", "D61.9", "血液科", "造血干细胞移植", "33", 36, false},
    {"慢性肾衰竭尿毒症期", "N18.5", "肾内科", "血液透析", "9", 10, false},
    {"乳腺恶性肿瘤", "C50.9", "乳腺外科", "靶向治疗", "31", 28, false},
    {"系统性红斑狼疮", "M32.1", "风湿免疫科", "免疫抑制治疗", "13", 8, false},
    {"神经母细胞瘤", "C74.9", "儿童肿瘤科", "手术与化疗", "10", 22, true},
    {"肺恶性肿瘤", "C34.9", "胸外科", "手术与放疗", "10", 18, false},
    {"先天性心脏病", "Q21.0", "小儿心外科", "心脏矫治手术", "10", 9, true},
    {"重症肺炎", "J18.9", "重症医学科", "重症监护", "34", 12, false},
    {"脑出血", "I61.9", "神经外科", "康复治疗", "35", 11, false},
};

static const char *const disclosure_items[] = {
    "income",         "house",           "vehicle",
    "financial",      "basic_insurance", "commercial_insurance",
    "dibao",          "registered_poor", "medical_aid",
    "other_platform",
};
enum { INCOME = 0, BASIC_INSURANCE = 4 };

typedef struct Person {
    Buf name, id;
    Day born;
    bool male;
} Person;

typedef struct Maker {
    CaseFile *file;
    uint64_t state, seed, number;
    Day today;
    const Disease *disease;
    const char *hospital;
    Person patient, relative;
    const char *relation; /* of the relative to the patient */
} Maker;

/* splitmix64: small, and the same everywhere. */
static uint64_t draw(Maker *maker)
{
    uint64_t z = maker->state += UINT64_C(0x9e3779b97f4a7c15);
    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return z ^ (z >> 31);
}

static int64_t below(Maker *maker, int64_t n)
{
    return (int64_t)(draw(maker) % (uint64_t)n);
}

#define PICK(maker, list) (list)[below(maker, (int64_t)COUNT_OF(list))]

static void put(Maker *maker, FieldId field, size_t row, const char *value)
{
    case_put(maker->file, field, row, value);
}

static void put_number(Maker *maker, FieldId field, size_t row, int64_t number)
{
    Buf text = BUF_INIT;
    buf_addf(&text, "%" PRId64, number);
    put(maker, field, row, text.data);
    buf_free(&text);
}

static void put_day(Maker *maker, FieldId field, size_t row, int days_from_today)
{
    char text[DAY_TEXT];
    day_format(day_add(maker->today, days_from_today), text);
    put(maker, field, row, text);
}

/* ---- people ---- */

static void make_person(Maker *maker, Person *person, int age_from, int age_to, bool male)
{
    buf_init(&person->name);
    buf_init(&person->id);
    person->male = male;
    person->born =
        day_add(maker->today, -(int)(age_from * 366 + below(maker, (age_to - age_from) * 365)));
    buf_addf(&person->name, "%s%s%s", PICK(maker, surnames), PICK(maker, given_first),
             PICK(maker, given_last));
    int serial = (int)below(maker, 500) * 2 + (male ? 1 : 0);
    buf_addf(&person->id, "99%04d%04d%02d%02d%03d", (int)below(maker, 10000), person->born.year,
             person->born.month, person->born.day, serial);
    buf_add_char(&person->id, resident_check_digit(person->id.data));
}

/* No two cases have the same: a phone of the payee in an unrelated case would block both. */
static void put_phone(Maker *maker, FieldId field)
{
    enum { PHONES = 100000000, STEP = 102947, OF_ONE_CASE = 3 };
    Buf text = BUF_INIT;
    buf_addf(&text, "139%08" PRIu64,
             (maker->seed % PHONES * STEP + maker->number * OF_ONE_CASE +
              (field == F_PATIENT_phone)) %
                 PHONES);
    put(maker, field, 0, text.data);
    buf_free(&text);
}

static void put_card(Maker *maker, FieldId field)
{
    Buf text = BUF_INIT;
    buf_addf(&text, "620000%012" PRId64 "0", below(maker, INT64_C(1000000000000)));
    for (char digit = '0'; digit <= '9'; digit++) {
        text.data[text.len - 1] = digit;
        if (card_luhn(text.data))
            break;
    }
    put(maker, field, 0, text.data);
    buf_free(&text);
}

static void make_patient(Maker *maker)
{
    bool child = maker->disease->child;
    char born[DAY_TEXT];
    make_person(maker, &maker->patient, child ? 2 : 24, child ? 15 : 70, below(maker, 2) != 0);
    day_format(maker->patient.born, born);
    put(maker, F_PATIENT_name, 0, maker->patient.name.data);
    put(maker, F_PATIENT_certificate, 0, child ? "02" : "01");
    put(maker, F_PATIENT_id_number, 0, maker->patient.id.data);
    put(maker, F_PATIENT_sex, 0, maker->patient.male ? "1" : "2");
    put(maker, F_PATIENT_born_on, 0, born);
    if (!child)
        put_phone(maker, F_PATIENT_phone);
    put(maker, F_PATIENT_marital, 0, child ? "10" : "20");
    put(maker, F_PATIENT_occupation, 0, child ? "儿童" : PICK(maker, jobs));
    put(maker, F_PATIENT_capacity, 0, child ? "none" : "full");
    put(maker, F_PATIENT_address, 0, PICK(maker, places));
}

/* A parent of a child, the spouse of a grown-up: initiator and payee. */
static void make_relative(Maker *maker)
{
    bool child = maker->disease->child,
         male = child ? below(maker, 2) != 0 : !maker->patient.male;
    make_person(maker, &maker->relative, child ? 30 : 26, 60, male);
    maker->relation = child ? (male ? "51" : "52") : (male ? "11" : "12");
    put(maker, F_INITIATOR_is_patient, 0, "no");
    put(maker, F_INITIATOR_name, 0, maker->relative.name.data);
    put(maker, F_INITIATOR_certificate, 0, "01");
    put(maker, F_INITIATOR_id_number, 0, maker->relative.id.data);
    put_phone(maker, F_INITIATOR_phone);
    put(maker, F_INITIATOR_relation, 0, maker->relation);
    if (!child)
        return;
    put(maker, F_GUARDIAN_name, 0, maker->relative.name.data);
    put(maker, F_GUARDIAN_relation, 0, maker->relation);
    put(maker, F_GUARDIAN_id_number, 0, maker->relative.id.data);
    put(maker, F_GUARDIAN_phone, 0, case_get(maker->file, F_INITIATOR_phone, 0));
}

/* Each hospital has an account of its own. */
static void put_hospital_account(Maker *maker)
{
    enum { SIGNS = 1000000007 };
    uint64_t number = 0;
    for (const char *at = maker->hospital; *at; at++)
        number = (number * 256 + (unsigned char)*at) % SIGNS;
    Buf account = BUF_INIT;
    buf_addf(&account, "0044%013" PRIu64, number);
    put(maker, F_PAYEE_account, 0, account.data);
    buf_free(&account);
}

static void make_payee(Maker *maker)
{
    if (below(maker, 4) == 0) {
        put(maker, F_PAYEE_kind, 0, "hospital");
        put(maker, F_PAYEE_name, 0, maker->hospital);
        put(maker, F_PAYEE_bank, 0, PICK(maker, banks));
        put_hospital_account(maker);
        put(maker, F_PAYEE_reason, 0, "直接拨付医院账户");
        return;
    }
    put(maker, F_PAYEE_kind, 0, "person");
    put(maker, F_PAYEE_name, 0, maker->relative.name.data);
    put(maker, F_PAYEE_certificate, 0, "01");
    put(maker, F_PAYEE_id_number, 0, maker->relative.id.data);
    put(maker, F_PAYEE_relation, 0, maker->relation);
    put(maker, F_PAYEE_phone, 0, case_get(maker->file, F_INITIATOR_phone, 0));
    put(maker, F_PAYEE_bank, 0, PICK(maker, banks));
    put_card(maker, F_PAYEE_account);
}

static void make_family(Maker *maker)
{
    char born[DAY_TEXT];
    day_format(maker->relative.born, born);
    put(maker, F_MEMBER_relation, 0, maker->relation);
    put(maker, F_MEMBER_name, 0, maker->relative.name.data);
    put(maker, F_MEMBER_born_on, 0, born);
    put(maker, F_MEMBER_health, 0, "健康");
    put(maker, F_MEMBER_occupation, 0, PICK(maker, jobs));
    put_number(maker, F_MEMBER_annual_income_fen, 0, (1 + below(maker, 7)) * 1000000);
    if (below(maker, 2)) {
        put(maker, F_ASSET_kind, 0, "house");
        put(maker, F_ASSET_owner, 0, maker->relative.name.data);
        put(maker, F_ASSET_description, 0, "唯一自住房");
        put_number(maker, F_ASSET_value_fen, 0, (5 + below(maker, 20)) * 1000000);
        put(maker, F_ASSET_for_sale, 0, "no");
    }
    if (below(maker, 3) == 0) {
        put(maker, F_DEBT_creditor, 0, "亲戚");
        put_number(maker, F_DEBT_amount_fen, 0, (1 + below(maker, 8)) * 1000000);
        put(maker, F_DEBT_reason, 0, "住院费");
    }
}

/* ---- money ---- */

static void make_disclosure(Maker *maker)
{
    for (size_t i = 0; i < COUNT_OF(disclosure_items); i++) {
        bool house = strcmp(disclosure_items[i], "house") == 0;
        bool yes =
            i == INCOME || i == BASIC_INSURANCE || (house && case_rows(maker->file, REC_ASSET));
        put(maker, F_DISCLOSURE_item, i, disclosure_items[i]);
        put(maker, F_DISCLOSURE_answer, i, yes ? "yes" : "no");
        if (!yes)
            continue;
        put_number(maker, F_DISCLOSURE_amount_fen, i, (1 + below(maker, 9)) * 1000000);
        if (i == INCOME)
            put(maker, F_DISCLOSURE_amount_fen, i,
                case_get(maker->file, F_MEMBER_annual_income_fen, 0));
        else if (house)
            put(maker, F_DISCLOSURE_amount_fen, i, case_get(maker->file, F_ASSET_value_fen, 0));
        put(maker, F_DISCLOSURE_detail, i,
            i == INCOME ? "家庭年收入"
            : house     ? "唯一自住房"
                        : "城乡居民医保");
    }
}

static void make_illness(Maker *maker, int days_ill)
{
    static const char *const doctors[] = {"甲医生", "乙医生", "丙医生"};
    Buf number = BUF_INIT;
    buf_addf(&number, "X%03" PRIu64 "%07" PRIu64, maker->seed % 1000, maker->number % 10000000);
    put(maker, F_ILLNESS_disease, 0, maker->disease->name);
    put(maker, F_ILLNESS_icd10, 0, maker->disease->icd10);
    put_day(maker, F_ILLNESS_diagnosed_on, 0, -days_ill);
    put(maker, F_ILLNESS_accident, 0, "no");
    put(maker, F_ILLNESS_third_party, 0, "no");
    put(maker, F_ILLNESS_hospital, 0, maker->hospital);
    put(maker, F_ILLNESS_hospital_level, 0, "32");
    put(maker, F_ILLNESS_department, 0, maker->disease->department);
    put(maker, F_ILLNESS_doctor, 0, PICK(maker, doctors));
    put(maker, F_ILLNESS_inpatient_no, 0, number.data);
    put_number(maker, F_ILLNESS_bed, 0, 1 + below(maker, 60));
    put_day(maker, F_ILLNESS_admitted_on, 0, -days_ill + 1);
    put(maker, F_ILLNESS_condition, 0, "病情稳定，需要继续治疗。");
    buf_free(&number);
}

/* What the insurance paid is what was disclosed. */
static void make_expenses(Maker *maker, int days_ill)
{
    static const char *const categories[] = {"13", "6", "16", "1"};
    int64_t paid = 0;
    for (size_t i = 0; i < COUNT_OF(categories); i++) {
        int64_t amount = (1 + below(maker, 60)) * 100000, insured = amount / 5 * 2;
        Buf invoice = BUF_INIT;
        buf_addf(&invoice, "%03" PRIu64 "%08" PRIu64 "%zu", maker->seed % 1000,
                 maker->number % 100000000, i + 1);
        put_day(maker, F_EXPENSE_from_on, i, -days_ill + 1);
        put_day(maker, F_EXPENSE_to_on, i, -5);
        put(maker, F_EXPENSE_category, i, categories[i]);
        put_number(maker, F_EXPENSE_amount_fen, i, amount);
        put_number(maker, F_EXPENSE_insured_fen, i, insured);
        put_number(maker, F_EXPENSE_self_fen, i, amount - insured);
        put(maker, F_EXPENSE_invoice_no, i, invoice.data);
        buf_free(&invoice);
        paid += insured;
    }
    put_number(maker, F_DISCLOSURE_amount_fen, BASIC_INSURANCE, paid);
}

static void make_plan(Maker *maker)
{
    static const char *const phases[] = {"一期", "二期", "三期"};
    enum { LARGE = 30000000 };
    bool dear = maker->disease->estimate_wan >= 20;
    size_t rows = 1 + (size_t)below(maker, dear ? 2 : 3);
    int64_t target = 0;
    for (size_t i = 0; i < rows; i++) {
        int64_t estimate = (maker->disease->estimate_wan + below(maker, 5)) * 1000000;
        put(maker, F_PLAN_phase, i, phases[i]);
        put(maker, F_PLAN_item, i, maker->disease->treatment);
        put(maker, F_PLAN_category, i, maker->disease->category);
        put(maker, F_PLAN_hospital, i, maker->hospital);
        put(maker, F_PLAN_doctor, i, case_get(maker->file, F_ILLNESS_doctor, 0));
        put_day(maker, F_PLAN_from_on, i, 10 + 90 * (int)i);
        put_day(maker, F_PLAN_to_on, i, 90 + 90 * (int)i);
        put_number(maker, F_PLAN_estimate_fen, i, estimate);
        put_number(maker, F_PLAN_insured_fen, i, estimate / 2);
        put(maker, F_PLAN_basis, i, below(maker, 2) ? "hospital_quote" : "doctor_estimate");
        target += estimate - estimate / 2;
    }
    put_number(maker, F_CASE_target_fen, 0, target);
    /* What the convention asks for where so much is raised for a person. */
    bool person = case_is(maker->file, F_PAYEE_kind, 0, "person");
    for (size_t i = 0; person && target >= LARGE && i < rows; i++) {
        put_number(maker, F_TRANCHE_seq, i, (int64_t)i + 1);
        put_number(maker, F_TRANCHE_amount_fen, i, target / (int64_t)rows);
        put(maker, F_TRANCHE_plan_item, i, maker->disease->treatment);
        put(maker, F_TRANCHE_payee, i, "person");
        put_day(maker, F_TRANCHE_planned_on, i, 30 + 90 * (int)i);
        put(maker, F_TRANCHE_state, i, "planned");
    }
}

/* ---- papers ---- */

/* What tells of the illness is no older than it, and the list of costs (D14) not than the
 * bills. */
static void put_issued(Maker *maker, const char *code, size_t row)
{
    const char *since = strcmp(code, "D14") == 0 ? case_get(maker->file, F_EXPENSE_from_on, 0)
                        : strncmp(code, "D1", 2) == 0
                            ? case_get(maker->file, F_ILLNESS_diagnosed_on, 0)
                            : NULL;
    put_day(maker, F_DOCUMENT_issued_on, row, -(int)(5 + below(maker, 60)));
    if (since && strcmp(case_get(maker->file, F_DOCUMENT_issued_on, row), since) < 0)
        put(maker, F_DOCUMENT_issued_on, row, since);
}

static void put_document(Maker *maker, const char *code)
{
    size_t row = case_rows(maker->file, REC_DOCUMENT);
    put(maker, F_DOCUMENT_code, row, code);
    put(maker, F_DOCUMENT_state, row, "verified");
    put(maker, F_DOCUMENT_seen_original, row, "yes");
    put(maker, F_DOCUMENT_sealed, row, "yes");
    put_issued(maker, code, row);
    put_number(maker, F_DOCUMENT_pages, row, 1 + below(maker, 4));
}

static void make_documents(Maker *maker)
{
    static const char *const child[] = {"D03", "D04", "D05", "D06", "D11", "D12", "D13",
                                        "D14", "D15", "D17", "D24", "D28", "D29", "D31"};
    static const char *const grown[] = {"D01", "D02", "D04", "D05", "D06", "D11", "D12", "D13",
                                        "D14", "D15", "D17", "D24", "D28", "D30", "D31"};
    bool young = maker->disease->child;
    size_t n = young ? COUNT_OF(child) : COUNT_OF(grown);
    for (size_t i = 0; i < n; i++)
        put_document(maker, young ? child[i] : grown[i]);
    put_document(maker, case_is(maker->file, F_PAYEE_kind, 0, "hospital") ? "D10" : "D09");
    if (case_is(maker->file, F_CASE_urgent, 0, "yes"))
        put_document(maker, "D16");
    if (case_rows(maker->file, REC_ASSET))
        put_document(maker, "D25");
    if (case_rows(maker->file, REC_DEBT))
        put_document(maker, "D27");
}

static void make_consents(Maker *maker)
{
    static const char *const kinds[] = {"A", "B", "C", "D", "E"};
    const bool child = maker->disease->child;
    for (size_t i = 0; i < COUNT_OF(kinds); i++) {
        put(maker, F_CONSENT_kind, i, kinds[i]);
        put(maker, F_CONSENT_version, i, "2026-01");
        put(maker, F_CONSENT_signer, i,
            child ? maker->relative.name.data : maker->patient.name.data);
        put(maker, F_CONSENT_relation, i, child ? maker->relation : NULL);
        put_day(maker, F_CONSENT_signed_on, i, -4);
    }
    put(maker, F_VERIFICATION_kind, 0, "ward_call");
    put(maker, F_VERIFICATION_person, 0, maker->disease->department);
    put_day(maker, F_VERIFICATION_on, 0, -3);
    put(maker, F_VERIFICATION_result, 0, "yes");
    put_day(maker, F_CONTACT_on, 0, -2);
    put(maker, F_CONTACT_kind, 0, "bedside");
    put(maker, F_CONTACT_person, 0, maker->relative.name.data);
    put(maker, F_CONTACT_note, 0, "说明所需材料与流程");
}

/* Families tell their stories each in their own words: what is put together here seldom is
 * alike. */
static void make_statement(Maker *maker)
{
    static const char *const parts[][6] = {
        {"起初只是觉得累，以为歇两天就好。", "那天夜里突然发烧，我们连夜送去县里。",
         "体检时医生多问了一句，才知道出了事。", "从去年秋天开始，身体一天不如一天。",
         "干活时眼前一黑倒在地上，被邻居送到医院。", "拖了好几个月才肯去看病，怕花钱。"},
        {"听到结果时一家人谁也说不出话。", "医生讲得很慢，我们还是没听懂，只记住要快治。",
         "亲戚们凑钱，先交了住院押金。", "转了两次院，才定下治疗的办法。",
         "第一次化验单上全是箭头，我看得手发抖。", "老人不识字，只问还能不能好。"},
        {"家里的粮食和牲口都卖了。", "我白天打零工，夜里在走廊陪床。",
         "孩子寄放在外婆那里，每晚打一个电话。", "店面已经转让，货款还欠着人家。",
         "弟弟把结婚的钱先借给了我们。", "存了十年的钱，一个月就用完了。"},
        {"医保报了一部分，剩下的仍然太多。", "有些药不在目录里，要自己去买。",
         "下一个疗程的费用，医院已经给了估算。", "护士说账上的余额只够三天。",
         "每周的检查和输血都要现交。", "村里和单位都来看过，也捐了一些。"},
        {"主治医生说坚持下去希望很大。", "只要按时治疗，还能回到原来的日子。",
         "复查的指标正在往好的方向走。", "手术的日子已经排上，就差费用。",
         "同病房的人出院了，我们也想有那一天。", "能自己下床走几步，大家都替我们高兴。"},
        {"请大家帮一把，每一笔花费都会公开。", "恳请好心人伸手，剩下的钱一定退回。",
         "多少都是心意，我们会记在本子上。", "钱只用在治疗上，票据都留着给大家看。",
         "日子好起来以后，我们也去帮助别人。", "愿意接受任何核实，也愿意公布账目。"},
    };
    Buf text = BUF_INIT;
    buf_addf(&text, "%s的求助（练习）", maker->patient.name.data);
    put(maker, F_STATEMENT_title, 0, text.data);
    buf_clear(&text);
    buf_addf(&text, "（练习用的虚构案例）%s因%s在%s治疗。", maker->patient.name.data,
             maker->disease->name, maker->hospital);
    for (size_t i = 0; i < COUNT_OF(parts); i++)
        buf_add(&text, PICK(maker, parts[i]));
    put(maker, F_STATEMENT_story, 0, text.data);
    put(maker, F_STATEMENT_photo_masking, 0, "yes");
    buf_free(&text);
}

/* ---- gaps and slips of a draft ---- */

static void slip_id(Maker *maker)
{
    char *id = maker->patient.id.data;
    char *last = id + strlen(id) - 1;
    *last = *last == '1' ? '2' : '1';
    put(maker, F_PATIENT_id_number, 0, id);
}

static void slip_phone(Maker *maker)
{
    put(maker, F_INITIATOR_phone, 0, "1390000012");
}

static void slip_disclosure(Maker *maker)
{
    put(maker, F_DISCLOSURE_answer, 3, NULL);
    put(maker, F_DISCLOSURE_answer, 9, NULL);
}

static void slip_statement(Maker *maker)
{
    put(maker, F_STATEMENT_story, 0, NULL);
}

static void slip_target(Maker *maker)
{
    put(maker, F_CASE_target_fen, 0, NULL);
    put(maker, F_PATIENT_certificate, 0, NULL);
}

static void (*const slips[])(Maker *) = {slip_id, slip_phone, slip_disclosure, slip_statement,
                                         slip_target};

/* ---- what a supervisor should look at ---- */

static void doubt_papers(Maker *maker)
{
    size_t rows = case_rows(maker->file, REC_DOCUMENT);
    put(maker, F_DOCUMENT_state, rows - 1, "received");
    put(maker, F_DOCUMENT_seen_original, rows - 1, NULL);
}

static void doubt_contact(Maker *maker)
{
    put_day(maker, F_CONTACT_on, 0, -40);
}

static void doubt_invoice(Maker *maker)
{
    put(maker, F_EXPENSE_invoice_no, 1, NULL);
}

static void (*const doubts[])(Maker *) = {doubt_papers, doubt_contact, doubt_invoice};

CaseFile *sample_case(uint64_t seed, uint64_t number, Day today, unsigned flags)
{
    Maker maker = {.file = case_new(),
                   .state = seed * UINT64_C(0xd1342543de82ef95) + number,
                   .seed = seed,
                   .number = number,
                   .today = today};
    draw(&maker);
    maker.disease = &PICK(&maker, diseases);
    maker.hospital = PICK(&maker, hospitals);
    int days_ill = 20 + (int)below(&maker, 150);
    put(&maker, F_CASE_platform, 0, PICK(&maker, platforms));
    put(&maker, F_CASE_kind, 0, "illness");
    put(&maker, F_CASE_urgent, 0, below(&maker, 4) ? "no" : "yes");
    put(&maker, F_CASE_source, 0, PICK(&maker, sources));
    put(&maker, F_CASE_ward, 0, maker.disease->department);
    make_patient(&maker);
    make_relative(&maker);
    make_payee(&maker);
    make_family(&maker);
    make_disclosure(&maker);
    make_illness(&maker, days_ill);
    make_expenses(&maker, days_ill);
    make_plan(&maker);
    make_documents(&maker);
    make_consents(&maker);
    make_statement(&maker);
    for (int i = 0; (flags & SAMPLE_GAPS) && i < 2; i++)
        PICK(&maker, slips)(&maker);
    if (flags & SAMPLE_DOUBTS)
        PICK(&maker, doubts)(&maker);
    buf_free(&maker.patient.name);
    buf_free(&maker.patient.id);
    buf_free(&maker.relative.name);
    buf_free(&maker.relative.id);
    return maker.file;
}
