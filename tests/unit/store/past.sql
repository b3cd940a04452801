-- A store as the program made it before step 37 of the schema: the migration of its journal is tried on it.
-- One case approved and exported, one edited and undone, one whose values were erased. Nobody in it is real.
PRAGMA application_id=1095649877;
PRAGMA user_version=31;
PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE meta (
    name TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO meta VALUES('journal.head','18 b20ab56e95766134ec7c27f980580cacb8add5d3575e74016bf7b6dbc5a6c040');
CREATE TABLE setting (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
    name TEXT NOT NULL UNIQUE,
    value TEXT
) STRICT;
INSERT INTO setting VALUES(1,X'f8048698a77d83507d273ad6fb76fbdc','organisation','测试医院');
INSERT INTO setting VALUES(2,X'9c76c9a26cf5f50c3072b88973b861a6','station','T1');
CREATE TABLE journal_group (
    id INTEGER PRIMARY KEY,
    uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
    at TEXT NOT NULL,
    station TEXT,
    kind TEXT NOT NULL,
    verb TEXT NOT NULL,
    message TEXT,
    message_salt BLOB,
    message_digest BLOB,
    user_id INTEGER NOT NULL,
    user_uid BLOB,
    user_name TEXT,
    case_id INTEGER NOT NULL,
    case_uid BLOB,
    content INTEGER NOT NULL CHECK (content IN (0, 1)),
    undoes BLOB,
    hash BLOB NOT NULL CHECK (length(hash) = 32),
    seal BLOB NOT NULL CHECK (length(seal) = 8)
) STRICT;
INSERT INTO journal_group VALUES(1,X'9aed5baad11ee3f971c7df7f86efa03a','2026-11-29T18:42:18.876Z','T1','setup','init',NULL,NULL,NULL,0,NULL,NULL,0,NULL,0,NULL,X'8d18bdbf337014e3c79bcbf026fca93ba451f1ac61514cfa1d515791dd23e684',X'7639ccfa46033527');
INSERT INTO journal_group VALUES(2,X'722822093bf503452366aa63ae10503d','2026-11-29T18:42:24.491Z','T1','people','user_add',NULL,NULL,NULL,1,X'2fe5dcee7406a5027be03e3d79ff4ac3','周主任',0,NULL,0,NULL,X'25d16644471e9459f85fd1c36f22789c3ab1628681fa2337dcee2b3534d68c79',X'8baa131409052c39');
INSERT INTO journal_group VALUES(3,X'1f15631471b8f9f226ccc8b97c957434','2026-11-29T18:42:27.990Z','T1','import','import',NULL,NULL,NULL,2,X'107a24060a24f9ce30106e8df5b90a4a','林社工',1,X'15b5910e1a77822a7f58ef901b5c7751',1,NULL,X'5e0c967ca281354cffbd11bbab8cecf2a08728c1448ef3c4d1c512619b8f48c9',X'593f7ba8e77c0374');
INSERT INTO journal_group VALUES(4,X'aa4762f35ce30dde9728cc821607d1d3','2026-11-29T18:42:31.489Z','T1','edit','edit',NULL,NULL,NULL,2,X'107a24060a24f9ce30106e8df5b90a4a','林社工',1,X'15b5910e1a77822a7f58ef901b5c7751',1,NULL,X'e0afbf5a7799553a7880fa7941b45663c38687c867fcd12e31ca447341d5fcd8',X'801e840a156fbee3');
INSERT INTO journal_group VALUES(5,X'a790d7c44db09c11af0355976c6e51b2','2026-11-29T18:42:34.551Z','T1','edit','edit',NULL,NULL,NULL,2,X'107a24060a24f9ce30106e8df5b90a4a','林社工',1,X'15b5910e1a77822a7f58ef901b5c7751',0,NULL,X'1c4314d4195122dde5cd073f1378d3b1fa6fd6d5d378ff54fe72a03bc435725a',X'70dd5274b32d47b9');
INSERT INTO journal_group VALUES(6,X'7dd9aae85a863c7a21ad78bd27453b45','2026-11-29T18:42:36.463Z','T1','workflow','submit',NULL,NULL,NULL,2,X'107a24060a24f9ce30106e8df5b90a4a','林社工',1,X'15b5910e1a77822a7f58ef901b5c7751',0,NULL,X'7247f10ccc2ffeb2f428406c021eace36a5af4c933082636eb73b7d83b11146c',X'16e5454dd9e3406d');
INSERT INTO journal_group VALUES(7,X'1f7a6a2dfd2acda2b7c826eed51e3bed','2026-11-29T18:42:38.268Z','T1','workflow','approve','提示已逐条核对',X'5157748f885b69725fff5cce002929df',X'd7657036e0e6383de1e8f45d1980e71e43f98c6cff3656e7b47f230008fdf98d',1,X'2fe5dcee7406a5027be03e3d79ff4ac3','周主任',1,X'15b5910e1a77822a7f58ef901b5c7751',0,NULL,X'a9c2a08e519be2424ba3a2c46e4c4f1639fd49439f8198ffdebd70292dc92595',X'37a00fc21c405dc7');
INSERT INTO journal_group VALUES(8,X'c613afcb7c2d3c5dcc985b50833c1116','2026-11-29T18:42:39.786Z','T1','export','export','T1-B0001',X'b7c3e5c0e3c16e1f0d776661f41fa612',X'0b4f208a410937105f09345cf1cc4ef353d9759ea6eefb625cef9239d377b7e5',1,X'2fe5dcee7406a5027be03e3d79ff4ac3','周主任',0,NULL,0,NULL,X'664d4ba222bef27aecd0b895fa365aa374d3bf68d119264ea7f48fa87e64a10f',X'd64f6a2eabae63a2');
INSERT INTO journal_group VALUES(9,X'd0131e1e4d5d77a60d37c0482a663520','2026-11-29T18:42:39.844Z','T1','export','export','T1-B0001',X'06c557522092197047c814e931f4f7ea',X'efae65cb405933376ea75ec458f050f3c3279b9d153b9386d51efff4104d5f0c',1,X'2fe5dcee7406a5027be03e3d79ff4ac3','周主任',0,NULL,0,NULL,X'a440eec1b8f222b7ac646d77aefa90e954dbd6f432e1fa1ce2a6c0618a4993e9',X'd672678cc93f09fc');
INSERT INTO journal_group VALUES(10,X'b3e7137ddceef4586b77bd9313677a78','2026-11-29T18:42:39.845Z','T1','export','export','T1-B0001',X'644671b4b582a92cf49c33e084aa75c8',X'739cd45e1e34b0adf6891114f4e0a5dce671d7ac200b52a923df87707c0d99cc',1,X'2fe5dcee7406a5027be03e3d79ff4ac3','周主任',1,X'15b5910e1a77822a7f58ef901b5c7751',0,NULL,X'06eb0766b02de48a20f74bf00bd2c9113d77c898ecab0c09be53516e296e6506',X'accb8d5d79dc082d');
INSERT INTO journal_group VALUES(11,X'04538969c6e981d2872bd01fecdb1149','2026-11-29T18:42:41.015Z','T1','new','new',NULL,NULL,NULL,2,X'107a24060a24f9ce30106e8df5b90a4a','林社工',2,X'588103b6f0bf084f4c73e052d973db21',1,NULL,X'53e01a718210e8bd8817434463d7fe8f52cefe930b0017b3e035c339731b660a',X'580200e877df5bd9');
INSERT INTO journal_group VALUES(12,X'c8d84e36959a477c7e4070150062284a','2026-11-29T18:42:43.249Z','T1','edit','edit',NULL,NULL,NULL,2,X'107a24060a24f9ce30106e8df5b90a4a','林社工',2,X'588103b6f0bf084f4c73e052d973db21',1,NULL,X'07e77f83b6ef296627fa40777fd6d96a14d5b008507721e170fdabda99c49888',X'2db58bff849bd403');
INSERT INTO journal_group VALUES(13,X'd037427423b5a39e54b4d67f811e5229','2026-11-29T18:42:45.751Z','T1','edit','edit',NULL,NULL,NULL,2,X'107a24060a24f9ce30106e8df5b90a4a','林社工',2,X'588103b6f0bf084f4c73e052d973db21',1,NULL,X'a58fec11b69b81015e1eba8ca3608378f9548469f49ea4c5c77b182494357b99',X'f769b8d6401e1379');
INSERT INTO journal_group VALUES(14,X'1460552b1287cf08c5f61c72ca5e191e','2026-11-29T18:42:48.174Z','T1','edit','edit',NULL,NULL,NULL,2,X'107a24060a24f9ce30106e8df5b90a4a','林社工',2,X'588103b6f0bf084f4c73e052d973db21',1,NULL,X'90e421c71ef90ef767693feeb5423ae0b9532b12ff4ceddd7bc2dc5810713014',X'e333ac4f4dfe996d');
INSERT INTO journal_group VALUES(15,X'0db93d0d5e05a179ac082f43ef17de95','2026-11-29T18:42:49.610Z','T1','new','new',NULL,NULL,NULL,2,X'107a24060a24f9ce30106e8df5b90a4a','林社工',3,X'80210679d19f44297f0afd78d2a10149',1,NULL,X'05b458cf385124d412f19e209e71c7ea7e97ccedbf1492dc2a734865292e30ef',X'e188a827e5c949e4');
INSERT INTO journal_group VALUES(16,X'e9b0689a118d798d50d5cdcf4c633d7f','2026-11-29T18:42:52.339Z','T1','edit','edit',NULL,NULL,NULL,2,X'107a24060a24f9ce30106e8df5b90a4a','林社工',3,X'80210679d19f44297f0afd78d2a10149',1,NULL,X'121d1859be0093bde21eebdbe476ac525d962000cefba7e7365bf80dfd1cf42a',X'fcbec884f421bd3e');
INSERT INTO journal_group VALUES(17,X'0923d6e590cbaaeda3ef557e71488adb','2026-11-29T18:43:03.709Z','T1','erase','erase','应家属要求',X'fb8743c3c9ab9338a1b0eed0b8384509',X'13effd88d8719efb9fe958f3d6c11c0e72c6b482bdb7b7cc097248ffa4ce3c83',1,X'2fe5dcee7406a5027be03e3d79ff4ac3','周主任',3,X'80210679d19f44297f0afd78d2a10149',0,NULL,X'5b8350cae1b3931333b898a66779f75a6d483d51ef7dd43a7b056248cbaf42be',X'42f09c831f766886');
INSERT INTO journal_group VALUES(18,X'ef5bb2324c7c76903447a99e1c89a37e','2026-11-29T18:43:03.760Z','T1','undo','undo',NULL,NULL,NULL,2,X'107a24060a24f9ce30106e8df5b90a4a','林社工',2,X'588103b6f0bf084f4c73e052d973db21',1,X'1460552b1287cf08c5f61c72ca5e191e',X'b20ab56e95766134ec7c27f980580cacb8add5d3575e74016bf7b6dbc5a6c040',X'141bd0b042226309');
CREATE TABLE case_touch (
    case_id INTEGER NOT NULL,
    user_id INTEGER NOT NULL,
    first_group INTEGER NOT NULL,
    PRIMARY KEY (case_id, user_id)
) STRICT, WITHOUT ROWID;
INSERT INTO case_touch VALUES(1,2,3);
INSERT INTO case_touch VALUES(2,2,11);
INSERT INTO case_touch VALUES(3,2,15);
CREATE TABLE search_term (
    term TEXT NOT NULL,
    kind INTEGER NOT NULL,
    case_id INTEGER NOT NULL,
    PRIMARY KEY (term, kind, case_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE case_file (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
    "no" TEXT NOT NULL UNIQUE,
    "platform" TEXT,
    "kind" TEXT,
    "urgent" TEXT,
    "source" TEXT,
    "ward" TEXT,
    "referral" TEXT,
    "target_fen" INTEGER CHECK ("target_fen" >= 0),
    "adviser" TEXT,
    "adviser_phone" TEXT,
    "refused_before" TEXT,
    "retain_until" TEXT,
    "note" TEXT,
    status TEXT NOT NULL DEFAULT 'draft',
    created_by INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    updated_by INTEGER NOT NULL,
    updated_at TEXT NOT NULL,
    version INTEGER NOT NULL DEFAULT 0
, amendment TEXT
    CHECK (amendment IN ('draft', 'submitted', 'returned')), working TEXT
    GENERATED ALWAYS AS (coalesce(amendment, status)) VIRTUAL, life TEXT NOT NULL DEFAULT 'prepared') STRICT;
INSERT INTO case_file VALUES(1,X'15b5910e1a77822a7f58ef901b5c7751','T1-2026-000001','shuidichou','illness','yes','ward','血液内科二病区',NULL,28000000,NULL,NULL,NULL,NULL,'父亲在床旁，母亲在老家照顾老人','exported',2,'2026-11-29T18:42:26.297Z',1,'2026-11-29T18:42:39.845Z',6,NULL,'sent');
INSERT INTO case_file VALUES(2,X'588103b6f0bf084f4c73e052d973db21','T1-2026-000002',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'draft',2,'2026-11-29T18:42:40.904Z',2,'2026-11-29T18:43:03.760Z',5,NULL,'prepared');
INSERT INTO case_file VALUES(3,X'80210679d19f44297f0afd78d2a10149','T1-2026-000003',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'draft',2,'2026-11-29T18:42:49.365Z',1,'2026-11-29T18:43:03.709Z',3,NULL,'prepared');
CREATE TABLE patient (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
    case_id INTEGER NOT NULL UNIQUE REFERENCES case_file (id),
    "name" TEXT,
    "certificate" TEXT,
    "id_number" TEXT,
    "sex" TEXT,
    "born_on" TEXT,
    "phone" TEXT,
    "marital" TEXT,
    "occupation" TEXT,
    "capacity" TEXT,
    "region" TEXT,
    "address" TEXT
) STRICT;
INSERT INTO patient VALUES(1,X'2902c519a7dc7ece7062811339f954ad',1,'罗小禾','02','990000201903140013','1','2019-03-14','13800138000','10','学龄前','none',NULL,'川西某县河坝镇三村五组');
INSERT INTO patient VALUES(2,X'9b35eb8d62457ec8f4a1f635f6f84988',2,'张大明',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO patient VALUES(3,X'eee1f88463184a06d67d23644b1b58e0',3,'被抹去的人',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
CREATE TABLE initiator (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
    case_id INTEGER NOT NULL UNIQUE REFERENCES case_file (id),
    "is_patient" TEXT,
    "name" TEXT,
    "certificate" TEXT,
    "id_number" TEXT,
    "phone" TEXT,
    "relation" TEXT,
    "address" TEXT
) STRICT;
INSERT INTO initiator VALUES(1,X'43fbce189e1bb751a511b88b6fe6b87c',1,'no','罗建国','01','99000019880702005X','13900000001','51','川西某县河坝镇三村五组');
CREATE TABLE payee (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
    case_id INTEGER NOT NULL UNIQUE REFERENCES case_file (id),
    "kind" TEXT,
    "name" TEXT,
    "certificate" TEXT,
    "id_number" TEXT,
    "relation" TEXT,
    "phone" TEXT,
    "bank" TEXT,
    "branch" TEXT,
    "account" TEXT,
    "holder" TEXT,
    "reason" TEXT
) STRICT;
INSERT INTO payee VALUES(1,X'0f6e37a90b04d17b8a93906f426955cf',1,'person','罗建国','01','99000019880702005X','51','13900000001','某某农村商业银行',NULL,'6200000000000000117',NULL,NULL);
CREATE TABLE guardian (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
    case_id INTEGER NOT NULL UNIQUE REFERENCES case_file (id),
    "name" TEXT,
    "relation" TEXT,
    "id_number" TEXT,
    "phone" TEXT,
    "reason" TEXT
) STRICT;
INSERT INTO guardian VALUES(1,X'81ac1d9a82c60031298996294c0d8153',1,'罗建国','51','99000019880702005X','13900000001',NULL);
CREATE TABLE member (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
    case_id INTEGER NOT NULL REFERENCES case_file (id),
    place INTEGER NOT NULL,
    "relation" TEXT,
    "name" TEXT,
    "born_on" TEXT,
    "health" TEXT,
    "occupation" TEXT,
    "annual_income_fen" INTEGER CHECK ("annual_income_fen" >= 0)
) STRICT;
INSERT INTO member VALUES(1,X'2671ed6b7e917b11807cffc1b275cd30',1,1024,'51','罗建国','1988-07-02','健康','建筑小工',4200000);
INSERT INTO member VALUES(2,X'984eae2ca20fb4161521ddae710e1069',1,2048,'52','何秀兰','1990-11-20','健康','务农',1100000);
INSERT INTO member VALUES(3,X'26b1c8fd67ff575b9c2f92b11c27487a',1,3072,'61','罗德福','1958-01-09','慢阻肺','务农',200000);
CREATE TABLE asset (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
    case_id INTEGER NOT NULL REFERENCES case_file (id),
    place INTEGER NOT NULL,
    "kind" TEXT,
    "owner" TEXT,
    "description" TEXT,
    "value_fen" INTEGER CHECK ("value_fen" >= 0),
    "for_sale" TEXT,
    "note" TEXT
) STRICT;
INSERT INTO asset VALUES(1,X'9552d209603e728a3b8911cca5e07725',1,1024,'house','罗德福','村内自建砖房，约90平方米',12000000,'no','全家唯一住房');
CREATE TABLE debt (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
    case_id INTEGER NOT NULL REFERENCES case_file (id),
    place INTEGER NOT NULL,
    "creditor" TEXT,
    "amount_fen" INTEGER CHECK ("amount_fen" >= 0),
    "reason" TEXT
) STRICT;
INSERT INTO debt VALUES(1,X'40f456efa54077592f4f9f8935137c14',1,1024,'亲戚三户',6500000,'第一疗程住院费');
CREATE TABLE disclosure (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
    case_id INTEGER NOT NULL REFERENCES case_file (id),
    place INTEGER NOT NULL,
    "item" TEXT,
    "answer" TEXT,
    "ongoing" TEXT,
    "amount_fen" INTEGER CHECK ("amount_fen" >= 0),
    "detail" TEXT
) STRICT;
INSERT INTO disclosure VALUES(1,X'9811a67e7cda5be9205ea90a4832a757',1,1024,'income','yes',NULL,5500000,'打工与务农');
INSERT INTO disclosure VALUES(2,X'664460743b19e3f1dde3358678920e08',1,2048,'house','yes',NULL,12000000,'唯一自住房');
INSERT INTO disclosure VALUES(3,X'f7b60d214d555de7ea947965030f77ca',1,3072,'vehicle','no',NULL,NULL,NULL);
INSERT INTO disclosure VALUES(4,X'4d284c6dbda506551dbe57e7b50b10da',1,4096,'financial','no',NULL,NULL,NULL);
INSERT INTO disclosure VALUES(5,X'0789c12a2ab472653f392a1550115f41',1,5120,'basic_insurance','yes',NULL,7100000,'城乡居民医保，已报销');
INSERT INTO disclosure VALUES(6,X'56fd844b88485717b7549a13304b39d6',1,6144,'commercial_insurance','no',NULL,NULL,NULL);
INSERT INTO disclosure VALUES(7,X'0b6ef0cb132a5f6e6093e47a33089864',1,7168,'dibao','no',NULL,NULL,NULL);
INSERT INTO disclosure VALUES(8,X'653e7190354060aeadd526ad50867aaf',1,8192,'registered_poor','no',NULL,NULL,NULL);
INSERT INTO disclosure VALUES(9,X'2f711f041736e0f06c1b7178eec64522',1,9216,'medical_aid','yes',NULL,800000,'县医疗救助，已到账');
INSERT INTO disclosure VALUES(10,X'887a1b14eee3860926ac2f04d04946be',1,10240,'other_platform','no',NULL,NULL,NULL);
CREATE TABLE aid (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
    case_id INTEGER NOT NULL REFERENCES case_file (id),
    place INTEGER NOT NULL,
    "source" TEXT,
    "kind" TEXT,
    "amount_fen" INTEGER CHECK ("amount_fen" >= 0),
    "spent_fen" INTEGER CHECK ("spent_fen" >= 0),
    "state" TEXT,
    "on" TEXT,
    "note" TEXT
, later INTEGER NOT NULL DEFAULT 0 CHECK (later = 0 OR later = 1)) STRICT;
CREATE TABLE illness (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
    case_id INTEGER NOT NULL UNIQUE REFERENCES case_file (id),
    "disease" TEXT,
    "icd10" TEXT,
    "diagnosed_on" TEXT,
    "stage" TEXT,
    "accident" TEXT,
    "third_party" TEXT,
    "hospital" TEXT,
    "hospital_level" TEXT,
    "department" TEXT,
    "doctor" TEXT,
    "inpatient_no" TEXT,
    "bed" TEXT,
    "admitted_on" TEXT,
    "discharged_on" TEXT,
    "bill_total_fen" INTEGER CHECK ("bill_total_fen" >= 0),
    "condition" TEXT
) STRICT;
INSERT INTO illness VALUES(1,X'9a81ebe9d9073815cf731b398b7b4263',1,'急性淋巴细胞白血病','C91.0','2026-08-19','诱导缓解后，中危','no','no','某大学附属第二医院','32','儿童血液科','周医生','B2608190','12','2026-08-18',NULL,NULL,'确诊B系急性淋巴细胞白血病，已完成诱导缓解，需巩固与强化化疗，必要时异基因造血干细胞移植。');
CREATE TABLE expense (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
    case_id INTEGER NOT NULL REFERENCES case_file (id),
    place INTEGER NOT NULL,
    "from_on" TEXT,
    "to_on" TEXT,
    "category" TEXT,
    "amount_fen" INTEGER CHECK ("amount_fen" >= 0),
    "insured_fen" INTEGER CHECK ("insured_fen" >= 0),
    "self_fen" INTEGER CHECK ("self_fen" >= 0),
    "unpaid_fen" INTEGER CHECK ("unpaid_fen" >= 0),
    "invoice_no" TEXT
) STRICT;
INSERT INTO expense VALUES(1,X'3ec5b974caf13f044a13d578ffc59605',1,1024,'2026-08-18','2026-10-20','13',8640000,4100000,4540000,NULL,'0260820011');
INSERT INTO expense VALUES(2,X'abaf32c7108c9e1512c45611f014b6c4',1,2048,'2026-08-18','2026-10-20','6',2350000,1200000,1150000,NULL,'0260820012');
INSERT INTO expense VALUES(3,X'e6f1275e0ba4ca145de65a8c54563f4c',1,3072,'2026-08-18','2026-10-20','16',1920000,1000000,920000,NULL,'0260820013');
INSERT INTO expense VALUES(4,X'9bdd5d5450d82b3f5c263629f6799545',1,4096,'2026-08-18','2026-10-20','1',1310000,800000,510000,NULL,'0260820014');
INSERT INTO expense VALUES(5,X'efa6fa80ed0e19a6d068a77fe598fae7',2,1024,NULL,NULL,NULL,120000,NULL,NULL,NULL,NULL);
CREATE TABLE plan (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
    case_id INTEGER NOT NULL REFERENCES case_file (id),
    place INTEGER NOT NULL,
    "phase" TEXT,
    "item" TEXT,
    "category" TEXT,
    "hospital" TEXT,
    "doctor" TEXT,
    "from_on" TEXT,
    "to_on" TEXT,
    "estimate_fen" INTEGER CHECK ("estimate_fen" >= 0),
    "insured_fen" INTEGER CHECK ("insured_fen" >= 0),
    "basis" TEXT
) STRICT;
INSERT INTO "plan" VALUES(1,X'722a6fee5de433a77a357235e4434c86',1,1024,'巩固治疗','大剂量甲氨蝶呤化疗4程','13','某大学附属第二医院','周医生','2026-11-25','2027-02-10',14000000,6500000,'doctor_estimate');
INSERT INTO "plan" VALUES(2,X'6ba86cd819a346b6c406a7a70adf3f3a',1,2048,'强化治疗','延迟强化化疗','13','某大学附属第二医院','周医生','2027-02-20','2027-05-30',12000000,5500000,'doctor_estimate');
INSERT INTO "plan" VALUES(3,X'baf0168a88dd11211fab605f9d8359db',1,3072,'备用','异基因造血干细胞移植','33','某大学附属第二医院','周医生','2027-06-15','2027-09-30',32000000,15000000,'hospital_quote');
CREATE TABLE tranche (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
    case_id INTEGER NOT NULL REFERENCES case_file (id),
    place INTEGER NOT NULL,
    "seq" INTEGER CHECK ("seq" >= 0),
    "amount_fen" INTEGER CHECK ("amount_fen" >= 0),
    "plan_item" TEXT,
    "payee" TEXT,
    "planned_on" TEXT,
    "evidence" TEXT,
    "state" TEXT
, "requested_on" TEXT, "approved_on" TEXT, "approved_fen" INTEGER CHECK ("approved_fen" >= 0), "approval_no" TEXT, "paid_on" TEXT, "paid_fen" INTEGER CHECK ("paid_fen" >= 0), "payment_no" TEXT, later INTEGER NOT NULL DEFAULT 0 CHECK (later = 0 OR later = 1)) STRICT;
CREATE TABLE document (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
    case_id INTEGER NOT NULL REFERENCES case_file (id),
    place INTEGER NOT NULL,
    "code" TEXT,
    "state" TEXT,
    "seen_original" TEXT,
    "sealed" TEXT,
    "person" TEXT,
    "hospital" TEXT,
    "issuer" TEXT,
    "issued_on" TEXT,
    "number" TEXT,
    "pages" INTEGER CHECK ("pages" >= 0),
    "file" TEXT,
    "masked" TEXT,
    "expires_on" TEXT,
    "note" TEXT
, later INTEGER NOT NULL DEFAULT 0 CHECK (later = 0 OR later = 1)) STRICT;
INSERT INTO document VALUES(1,X'cead528aeda4887c26b094719c02a78b',1,1024,'D03','verified','yes','yes',NULL,NULL,NULL,'2019-03-20',NULL,1,NULL,NULL,NULL,NULL,0);
INSERT INTO document VALUES(2,X'd2319d270f5076800a328ea69348cb4e',1,2048,'D04','verified','yes','yes',NULL,NULL,NULL,'2016-05-01',NULL,1,NULL,NULL,NULL,NULL,0);
INSERT INTO document VALUES(3,X'78a3bfc4feb0c3223f7b3d24389d2d89',1,3072,'D05','verified','yes','yes',NULL,NULL,NULL,'2016-05-01',NULL,1,NULL,NULL,NULL,NULL,0);
INSERT INTO document VALUES(4,X'bc773d9332cfe04f8c0aab3176e29bc1',1,4096,'D06','verified','yes','yes',NULL,NULL,NULL,'2019-03-20',NULL,1,NULL,NULL,NULL,NULL,0);
INSERT INTO document VALUES(5,X'57efad362f3b3b521796744865a8de56',1,5120,'D09','received','yes',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO document VALUES(6,X'515107926e2d0a6e6220c222b523fdf2',1,6144,'D11','verified','yes','yes',NULL,NULL,'某大学附属第二医院','2026-08-20',NULL,1,NULL,NULL,NULL,NULL,0);
INSERT INTO document VALUES(7,X'64fe408428a710d9119476563e9b1876',1,7168,'D12','verified','yes','yes',NULL,NULL,NULL,'2026-08-18',NULL,1,NULL,NULL,NULL,NULL,0);
INSERT INTO document VALUES(8,X'a631b585dc61d2e089affaa9146289ae',1,8192,'D13','verified','yes','yes',NULL,NULL,NULL,'2026-08-19','BL-26-08771',1,NULL,NULL,NULL,NULL,0);
INSERT INTO document VALUES(9,X'c0f3b85e93e24a72f456150b2c8cb59e',1,9216,'D14','received','yes',NULL,NULL,NULL,NULL,'2026-10-20',NULL,6,NULL,NULL,NULL,NULL,0);
INSERT INTO document VALUES(10,X'753af02f674103a0be7d7d6005330d0a',1,10240,'D15','verified','yes','yes',NULL,NULL,NULL,'2026-11-10',NULL,1,NULL,NULL,NULL,NULL,0);
INSERT INTO document VALUES(11,X'c56bd6dfb1436b1aa98dec62731e1b5c',1,11264,'D16','received','yes',NULL,NULL,NULL,NULL,'2026-11-12',NULL,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO document VALUES(12,X'3be8fa5ade1824f26c3d08c29a3db8f2',1,12288,'D17','received','yes',NULL,NULL,NULL,NULL,'2026-10-21',NULL,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO document VALUES(13,X'246dda511eeddad0c05d52f790664d7b',1,13312,'D21','received','yes',NULL,NULL,NULL,NULL,'2026-10-25',NULL,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO document VALUES(14,X'd98e550516f3fce432d4f54c90403c3b',1,14336,'D24','received','yes',NULL,NULL,NULL,NULL,'2026-11-01',NULL,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO document VALUES(15,X'ac5b4e8d8b4bc35767c6432c6bd5bdaf',1,15360,'D25','received','yes',NULL,NULL,NULL,NULL,'2026-11-02',NULL,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO document VALUES(16,X'bb4cfdb54c9129dcc2982e35a4bbe39a',1,16384,'D27','received','yes',NULL,NULL,NULL,NULL,'2026-10-02',NULL,NULL,NULL,NULL,NULL,NULL,0);
INSERT INTO document VALUES(17,X'ae03e42c3f7de79d8fa9b6dcf29bf8e7',1,17408,'D28','verified','yes','yes',NULL,NULL,NULL,'2026-11-12',NULL,1,NULL,NULL,NULL,NULL,0);
INSERT INTO document VALUES(18,X'6092313c9928f9cf4f2c4928d6c5cf80',1,18432,'D29','verified','yes','yes',NULL,NULL,NULL,'2026-11-12',NULL,1,NULL,NULL,NULL,NULL,0);
INSERT INTO document VALUES(19,X'6ed6fac1d9745c7cba71b839ebde456c',1,19456,'D31','verified','yes','yes',NULL,NULL,NULL,'2026-11-12',NULL,1,NULL,NULL,NULL,NULL,0);
CREATE TABLE consent (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
    case_id INTEGER NOT NULL REFERENCES case_file (id),
    place INTEGER NOT NULL,
    "kind" TEXT,
    "version" TEXT,
    "signer" TEXT,
    "relation" TEXT,
    "signed_on" TEXT,
    "expires_on" TEXT,
    "withdrawn_on" TEXT
, later INTEGER NOT NULL DEFAULT 0 CHECK (later = 0 OR later = 1), recipient TEXT) STRICT;
INSERT INTO consent VALUES(1,X'274e6e0cbc2cfc744d42d7a4932383ec',1,1024,'A','2026-01','罗建国','51','2026-11-12',NULL,NULL,0,NULL);
INSERT INTO consent VALUES(2,X'6ab7c3e09a62a54a8c014aee5c1fb0c5',1,2048,'B','2026-01','罗建国','51','2026-11-12',NULL,NULL,0,NULL);
INSERT INTO consent VALUES(3,X'a4d4e207b9e76c5e9af913d480275534',1,3072,'C','2026-01','罗建国','51','2026-11-12',NULL,NULL,0,NULL);
INSERT INTO consent VALUES(4,X'21c502687ef394a9c9c443c8804c784b',1,4096,'D','2026-01','罗建国','51','2026-11-12',NULL,NULL,0,NULL);
INSERT INTO consent VALUES(5,X'e6e93f0cdef52f49377e500e71ba2765',1,5120,'E','2026-01','罗建国','51','2026-11-12',NULL,NULL,0,NULL);
CREATE TABLE verification (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
    case_id INTEGER NOT NULL REFERENCES case_file (id),
    place INTEGER NOT NULL,
    "kind" TEXT,
    "person" TEXT,
    "relation" TEXT,
    "contact" TEXT,
    "on" TEXT,
    "result" TEXT,
    "note" TEXT
, later INTEGER NOT NULL DEFAULT 0 CHECK (later = 0 OR later = 1)) STRICT;
INSERT INTO verification VALUES(1,X'54a68a780921022ce3a0218b642023e3',1,1024,'ward_call','儿童血液科护士站',NULL,'分机 2231','2026-11-13','yes','床位与诊断一致',0);
INSERT INTO verification VALUES(2,X'5b7130d6818924088036ca9955a2a972',1,2048,'witness','何大海','99','13900000002','2026-11-13','yes','同村邻居',0);
CREATE TABLE contact (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
    case_id INTEGER NOT NULL REFERENCES case_file (id),
    place INTEGER NOT NULL,
    "on" TEXT,
    "kind" TEXT,
    "person" TEXT,
    "note" TEXT,
    "next_on" TEXT
) STRICT;
INSERT INTO contact VALUES(1,X'b235cbffc9155e510292b49831f15bf5',1,1024,'2026-11-20',NULL,NULL,'家属来电',NULL);
CREATE TABLE statement (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
    case_id INTEGER NOT NULL UNIQUE REFERENCES case_file (id),
    "title" TEXT,
    "story" TEXT,
    "photo_masking" TEXT
) STRICT;
INSERT INTO statement VALUES(1,X'2a57b59d953bc3e4d8aa7cdbaa1244e9',1,'七岁的小禾想回学校','我叫罗建国，是小禾的父亲。今年八月孩子反复发烧、身上起瘀点，在省里的医院确诊为急性淋巴细胞白血病。两个月里花了十四万多，医保报销七万多，借了亲戚六万五。医生说还要巩固和强化化疗，如果复发要做移植。家里只有我打零工的收入，父亲常年吃药。我们承诺款项全部用于治疗，并接受监督。','yes');
CREATE TABLE funding (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
    case_id INTEGER NOT NULL UNIQUE REFERENCES case_file (id),
    "raised_fen" INTEGER CHECK ("raised_fen" >= 0),
    "fee_fen" INTEGER CHECK ("fee_fen" >= 0),
    "withdrawn_fen" INTEGER CHECK ("withdrawn_fen" >= 0),
    "hospital_paid_fen" INTEGER CHECK ("hospital_paid_fen" >= 0),
    "used_fen" INTEGER CHECK ("used_fen" >= 0),
    "unspent_fen" INTEGER CHECK ("unspent_fen" >= 0),
    "returned_fen" INTEGER CHECK ("returned_fen" >= 0),
    "surplus_decision" TEXT
) STRICT;
CREATE TABLE event (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
    case_id INTEGER NOT NULL REFERENCES case_file (id),
    place INTEGER NOT NULL,
    "kind" TEXT,
    "on" TEXT,
    "amount_fen" INTEGER CHECK ("amount_fen" >= 0),
    "note" TEXT
) STRICT;
CREATE TABLE user (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
    name TEXT NOT NULL UNIQUE,
    display TEXT NOT NULL,
    role TEXT NOT NULL
        CHECK (role IN ('social_worker', 'adviser', 'supervisor', 'auditor', 'administrator')),
    passhash TEXT NOT NULL,
    disabled INTEGER NOT NULL DEFAULT 0 CHECK (disabled IN (0, 1))
) STRICT;
INSERT INTO user VALUES(1,X'2fe5dcee7406a5027be03e3d79ff4ac3','zhou','周主任','supervisor','$argon2id$v=19$m=65536,t=2,p=1$elejFhF6ZmXgYyPHGOTWLQ$Xjqt/cmsLdk/37ejmY16MZoL6WdIlP+QcY3jOV+2oDA',0);
INSERT INTO user VALUES(2,X'107a24060a24f9ce30106e8df5b90a4a','lin','林社工','social_worker','$argon2id$v=19$m=65536,t=2,p=1$jCEWCigiHbRViylAJbeCYA$Ju35/vZ6KeaV1HTNlgJ1xiBDFo0MY+ZEQMZ5wCkUoK0',0);
CREATE TABLE review (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
    case_id INTEGER NOT NULL REFERENCES case_file (id),
    group_id INTEGER NOT NULL,
    at TEXT NOT NULL,
    user_id INTEGER NOT NULL REFERENCES user (id),
    verb TEXT NOT NULL,
    reason TEXT,
    comment TEXT
, field TEXT, row_uid BLOB, item TEXT, about BLOB) STRICT;
INSERT INTO review VALUES(1,X'df510bbd143d342d98f117a2097d4a30',1,6,'2026-11-29T18:42:36.462Z',2,'submit',NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO review VALUES(2,X'54dd2bd2ab70fa605af6bb6094936917',1,7,'2026-11-29T18:42:38.265Z',1,'approve',NULL,'提示已逐条核对',NULL,NULL,NULL,NULL);
CREATE TABLE knowledge_text (
    version TEXT NOT NULL PRIMARY KEY,
    packed TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO knowledge_text VALUES('061af3b3ce6e051e','');
CREATE TABLE approval (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
    case_id INTEGER NOT NULL REFERENCES case_file (id),
    approver INTEGER NOT NULL REFERENCES user (id),
    at TEXT NOT NULL,
    snapshot TEXT NOT NULL,
    knowledge_version TEXT NOT NULL REFERENCES knowledge_text (version),
    active INTEGER NOT NULL CHECK (active IN (0, 1))
) STRICT;
INSERT INTO approval VALUES(1,X'b92fc4611aa74098613faab5722266a5',1,1,'2026-11-29T18:42:38.265Z',replace('{\n "case": {\n  "platform": "shuidichou",\n  "kind": "illness",\n  "urgent": "yes",\n  "source": "ward",\n  "ward": "血液内科二病区",\n  "target_fen": 28000000,\n  "note": "父亲在床旁，母亲在老家照顾老人"\n },\n "patient": {\n  "name": "罗小禾",\n  "certificate": "02",\n  "id_number": "990000201903140013",\n  "sex": "1",\n  "born_on": "2019-03-14",\n  "phone": "13800138000",\n  "marital": "10",\n  "occupation": "学龄前",\n  "capacity": "none",\n  "address": "川西某县河坝镇三村五组"\n },\n "initiator": {\n  "is_patient": "no",\n  "name": "罗建国",\n  "certificate": "01",\n  "id_number": "99000019880702005X",\n  "phone": "13900000001",\n  "relation": "51",\n  "address": "川西某县河坝镇三村五组"\n },\n "payee": {\n  "kind": "person",\n  "name": "罗建国",\n  "certificate": "01",\n  "id_number": "99000019880702005X",\n  "relation": "51",\n  "phone": "13900000001",\n  "bank": "某某农村商业银行",\n  "account": "6200000000000000117"\n },\n "guardian": {\n  "name": "罗建国",\n  "relation": "51",\n  "id_number": "99000019880702005X",\n  "phone": "13900000001"\n },\n "member": [\n  {\n   "relation": "51",\n   "name": "罗建国",\n   "born_on": "1988-07-02",\n   "health": "健康",\n   "occupation": "建筑小工",\n   "annual_income_fen": 4200000\n  },\n  {\n   "relation": "52",\n   "name": "何秀兰",\n   "born_on": "1990-11-20",\n   "health": "健康",\n   "occupation": "务农",\n   "annual_income_fen": 1100000\n  },\n  {\n   "relation": "61",\n   "name": "罗德福",\n   "born_on": "1958-01-09",\n   "health": "慢阻肺",\n   "occupation": "务农",\n   "annual_income_fen": 200000\n  }\n ],\n "asset": [\n  {\n   "kind": "house",\n   "owner": "罗德福",\n   "description": "村内自建砖房，约90平方米",\n   "value_fen": 12000000,\n   "for_sale": "no",\n   "note": "全家唯一住房"\n  }\n ],\n "debt": [\n  {\n   "creditor": "亲戚三户",\n   "amount_fen": 6500000,\n   "reason": "第一疗程住院费"\n  }\n ],\n "disclosure": [\n  {\n   "item": "income",\n   "answer": "yes",\n   "amount_fen": 5500000,\n   "detail": "打工与务农"\n  },\n  {\n   "item": "house",\n   "answer": "yes",\n   "amount_fen": 12000000,\n   "detail": "唯一自住房"\n  },\n  {\n   "item": "vehicle",\n   "answer": "no"\n  },\n  {\n   "item": "financial",\n   "answer": "no"\n  },\n  {\n   "item": "basic_insurance",\n   "answer": "yes",\n   "amount_fen": 7100000,\n   "detail": "城乡居民医保，已报销"\n  },\n  {\n   "item": "commercial_insurance",\n   "answer": "no"\n  },\n  {\n   "item": "dibao",\n   "answer": "no"\n  },\n  {\n   "item": "registered_poor",\n   "answer": "no"\n  },\n  {\n   "item": "medical_aid",\n   "answer": "yes",\n   "amount_fen": 800000,\n   "detail": "县医疗救助，已到账"\n  },\n  {\n   "item": "other_platform",\n   "answer": "no"\n  }\n ],\n "illness": {\n  "disease": "急性淋巴细胞白血病",\n  "icd10": "C91.0",\n  "diagnosed_on": "2026-08-19",\n  "stage": "诱导缓解后，中危",\n  "accident": "no",\n  "third_party": "no",\n  "hospital": "某大学附属第二医院",\n  "hospital_level": "32",\n  "department": "儿童血液科",\n  "doctor": "周医生",\n  "inpatient_no": "B2608190",\n  "bed": "12",\n  "admitted_on": "2026-08-18",\n  "condition": "确诊B系急性淋巴细胞白血病，已完成诱导缓解，需巩固与强化化疗，必要时异基因造血干细胞移植。"\n },\n "expense": [\n  {\n   "from_on": "2026-08-18",\n   "to_on": "2026-10-20",\n   "category": "13",\n   "amount_fen": 8640000,\n   "insured_fen": 4100000,\n   "self_fen": 4540000,\n   "invoice_no": "0260820011"\n  },\n  {\n   "from_on": "2026-08-18",\n   "to_on": "2026-10-20",\n   "category": "6",\n   "amount_fen": 2350000,\n   "insured_fen": 1200000,\n   "self_fen": 1150000,\n   "invoice_no": "0260820012"\n  },\n  {\n   "from_on": "2026-08-18",\n   "to_on": "2026-10-20",\n   "category": "16",\n   "amount_fen": 1920000,\n   "insured_fen": 1000000,\n   "self_fen": 920000,\n   "invoice_no": "0260820013"\n  },\n  {\n   "from_on": "2026-08-18",\n   "to_on": "2026-10-20",\n   "category": "1",\n   "amount_fen": 1310000,\n   "insured_fen": 800000,\n   "self_fen": 510000,\n   "invoice_no": "0260820014"\n  }\n ],\n "plan": [\n  {\n   "phase": "巩固治疗",\n   "item": "大剂量甲氨蝶呤化疗4程",\n   "category": "13",\n   "hospital": "某大学附属第二医院",\n   "doctor": "周医生",\n   "from_on": "2026-11-25",\n   "to_on": "2027-02-10",\n   "estimate_fen": 14000000,\n   "insured_fen": 6500000,\n   "basis": "doctor_estimate"\n  },\n  {\n   "phase": "强化治疗",\n   "item": "延迟强化化疗",\n   "category": "13",\n   "hospital": "某大学附属第二医院",\n   "doctor": "周医生",\n   "from_on": "2027-02-20",\n   "to_on": "2027-05-30",\n   "estimate_fen": 12000000,\n   "insured_fen": 5500000,\n   "basis": "doctor_estimate"\n  },\n  {\n   "phase": "备用",\n   "item": "异基因造血干细胞移植",\n   "category": "33",\n   "hospital": "某大学附属第二医院",\n   "doctor": "周医生",\n   "from_on": "2027-06-15",\n   "to_on": "2027-09-30",\n   "estimate_fen": 32000000,\n   "insured_fen": 15000000,\n   "basis": "hospital_quote"\n  }\n ],\n "document": [\n  {\n   "code": "D03",\n   "state": "verified",\n   "seen_original": "yes",\n   "sealed": "yes",\n   "issued_on": "2019-03-20",\n   "pages": 1\n  },\n  {\n   "code": "D04",\n   "state": "verified",\n   "seen_original": "yes",\n   "sealed": "yes",\n   "issued_on": "2016-05-01",\n   "pages": 1\n  },\n  {\n   "code": "D05",\n   "state": "verified",\n   "seen_original": "yes",\n   "sealed": "yes",\n   "issued_on": "2016-05-01",\n   "pages": 1\n  },\n  {\n   "code": "D06",\n   "state": "verified",\n   "seen_original": "yes",\n   "sealed": "yes",\n   "issued_on": "2019-03-20",\n   "pages": 1\n  },\n  {\n   "code": "D09",\n   "state": "received",\n   "seen_original": "yes"\n  },\n  {\n   "code": "D11",\n   "state": "verified",\n   "seen_original": "yes",\n   "sealed": "yes",\n   "issuer": "某大学附属第二医院",\n   "issued_on": "2026-08-20",\n   "pages": 1\n  },\n  {\n   "code": "D12",\n   "state": "verified",\n   "seen_original": "yes",\n   "sealed": "yes",\n   "issued_on": "2026-08-18",\n   "pages": 1\n  },\n  {\n   "code": "D13",\n   "state": "verified",\n   "seen_original": "yes",\n   "sealed": "yes",\n   "issued_on": "2026-08-19",\n   "number": "BL-26-08771",\n   "pages": 1\n  },\n  {\n   "code": "D14",\n   "state": "received",\n   "seen_original": "yes",\n   "issued_on": "2026-10-20",\n   "pages": 6\n  },\n  {\n   "code": "D15",\n   "state": "verified",\n   "seen_original": "yes",\n   "sealed": "yes",\n   "issued_on": "2026-11-10",\n   "pages": 1\n  },\n  {\n   "code": "D16",\n   "state": "received",\n   "seen_original": "yes",\n   "issued_on": "2026-11-12"\n  },\n  {\n   "code": "D17",\n   "state": "received",\n   "seen_original": "yes",\n   "issued_on": "2026-10-21"\n  },\n  {\n   "code": "D21",\n   "state": "received",\n   "seen_original": "yes",\n   "issued_on": "2026-10-25"\n  },\n  {\n   "code": "D24",\n   "state": "received",\n   "seen_original": "yes",\n   "issued_on": "2026-11-01"\n  },\n  {\n   "code": "D25",\n   "state": "received",\n   "seen_original": "yes",\n   "issued_on": "2026-11-02"\n  },\n  {\n   "code": "D27",\n   "state": "received",\n   "seen_original": "yes",\n   "issued_on": "2026-10-02"\n  },\n  {\n   "code": "D28",\n   "state": "verified",\n   "seen_original": "yes",\n   "sealed": "yes",\n   "issued_on": "2026-11-12",\n   "pages": 1\n  },\n  {\n   "code": "D29",\n   "state": "verified",\n   "seen_original": "yes",\n   "sealed": "yes",\n   "issued_on": "2026-11-12",\n   "pages": 1\n  },\n  {\n   "code": "D31",\n   "state": "verified",\n   "seen_original": "yes",\n   "sealed": "yes",\n   "issued_on": "2026-11-12",\n   "pages": 1\n  }\n ],\n "consent": [\n  {\n   "kind": "A",\n   "version": "2026-01",\n   "signer": "罗建国",\n   "relation": "51",\n   "signed_on": "2026-11-12"\n  },\n  {\n   "kind": "B",\n   "version": "2026-01",\n   "signer": "罗建国",\n   "relation": "51",\n   "signed_on": "2026-11-12"\n  },\n  {\n   "kind": "C",\n   "version": "2026-01",\n   "signer": "罗建国",\n   "relation": "51",\n   "signed_on": "2026-11-12"\n  },\n  {\n   "kind": "D",\n   "version": "2026-01",\n   "signer": "罗建国",\n   "relation": "51",\n   "signed_on": "2026-11-12"\n  },\n  {\n   "kind": "E",\n   "version": "2026-01",\n   "signer": "罗建国",\n   "relation": "51",\n   "signed_on": "2026-11-12"\n  }\n ],\n "verification": [\n  {\n   "kind": "ward_call",\n   "person": "儿童血液科护士站",\n   "contact": "分机 2231",\n   "on": "2026-11-13",\n   "result": "yes",\n   "note": "床位与诊断一致"\n  },\n  {\n   "kind": "witness",\n   "person": "何大海",\n   "relation": "99",\n   "contact": "13900000002",\n   "on": "2026-11-13",\n   "result": "yes",\n   "note": "同村邻居"\n  }\n ],\n "contact": [\n  {\n   "on": "2026-11-20",\n   "note": "家属来电"\n  }\n ],\n "statement": {\n  "title": "七岁的小禾想回学校",\n  "story": "我叫罗建国，是小禾的父亲。今年八月孩子反复发烧、身上起瘀点，在省里的医院确诊为急性淋巴细胞白血病。两个月里花了十四万多，医保报销七万多，借了亲戚六万五。医生说还要巩固和强化化疗，如果复发要做移植。家里只有我打零工的收入，父亲常年吃药。我们承诺款项全部用于治疗，并接受监督。",\n  "photo_masking": "yes"\n }\n}\n','\n',char(10)),'061af3b3ce6e051e',1);
CREATE TABLE batch (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
    no TEXT NOT NULL UNIQUE,
    template TEXT NOT NULL,
    knowledge_version TEXT NOT NULL REFERENCES knowledge_text (version),
    at TEXT NOT NULL,
    user_id INTEGER NOT NULL REFERENCES user (id),
    by_name TEXT NOT NULL,
    on_day TEXT NOT NULL,
    organisation TEXT NOT NULL,
    station TEXT NOT NULL,
    practice INTEGER NOT NULL CHECK (practice IN (0, 1)),
    file TEXT NOT NULL,
    sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
    cases INTEGER NOT NULL,
    rows INTEGER NOT NULL
, state TEXT NOT NULL DEFAULT 'written'
    CHECK (state = 'begun' OR state = 'written' OR state = 'withdrawn'), platform TEXT, predecessor INTEGER REFERENCES batch (id), manifest TEXT, uploaded_on TEXT, uploaded_by INTEGER REFERENCES user (id), answered_at TEXT, closed_at TEXT, standing TEXT GENERATED ALWAYS AS (
    CASE WHEN state <> 'written' THEN state
         WHEN closed_at IS NOT NULL THEN 'closed'
         WHEN answered_at IS NOT NULL THEN 'answered'
         WHEN uploaded_on IS NOT NULL THEN 'uploaded'
         ELSE 'written' END) VIRTUAL, purpose TEXT NOT NULL DEFAULT 'launch') STRICT;
INSERT INTO batch VALUES(1,X'2d26d2b7521ce3d8587ea1a24628863b','T1-B0001','neutral','061af3b3ce6e051e','2026-11-29T18:42:39.464Z',1,'周主任','2026-11-29','测试医院','T1',0,'a.xlsx','62767510a7ff3800338d102d2ad82c2365f69ba684ce21274b435192a4266ad8',1,50,'written','shuidichou',NULL,replace('{\n "batch": "T1-B0001",\n "file": "a.xlsx",\n "sha256": "62767510a7ff3800338d102d2ad82c2365f69ba684ce21274b435192a4266ad8",\n "platform": "shuidichou",\n "template": {\n  "name": "neutral",\n  "title": "通用模板",\n  "version": "2",\n  "purpose": "launch"\n },\n "knowledge": "061af3b3ce6e051e",\n "organisation": "测试医院",\n "station": "T1",\n "exported_by": "周主任",\n "exported_at": "2026-11-29T18:42:39.464Z",\n "practice": false,\n "on": "2026-11-29",\n "cases": 1,\n "rows": 50,\n "sheets": [\n  {\n   "title": "求助案例",\n   "rows": 1,\n   "sums": [\n    {\n     "column": "目标金额（元）",\n     "fen": 28000000\n    },\n    {\n     "column": "账单总额（元）",\n     "fen": 0\n    },\n    {\n     "column": "已发生费用（元）",\n     "fen": 14220000\n    },\n    {\n     "column": "其中医保报销（元）",\n     "fen": 7100000\n    },\n    {\n     "column": "其中自付（元）",\n     "fen": 7120000\n    },\n    {\n     "column": "欠付医院（元）",\n     "fen": 0\n    },\n    {\n     "column": "计划费用（元）",\n     "fen": 58000000\n    },\n    {\n     "column": "计划报销（元）",\n     "fen": 27000000\n    },\n    {\n     "column": "计划自付（元）",\n     "fen": 31000000\n    },\n    {\n     "column": "救助与理赔（元）",\n     "fen": 800000\n    },\n    {\n     "column": "自有资金（元）",\n     "fen": 0\n    },\n    {\n     "column": "资金缺口（元）",\n     "fen": 30200000\n    },\n    {\n     "column": "家庭年收入（元）",\n     "fen": 5500000\n    },\n    {\n     "column": "家庭资产（元）",\n     "fen": 12000000\n    },\n    {\n     "column": "家庭债务（元）",\n     "fen": 6500000\n    }\n   ]\n  },\n  {\n   "title": "家庭成员",\n   "rows": 3,\n   "sums": [\n    {\n     "column": "年收入（元）",\n     "fen": 5500000\n    }\n   ]\n  },\n  {\n   "title": "信息公示",\n   "rows": 10,\n   "sums": [\n    {\n     "column": "金额（元）",\n     "fen": 25400000\n    }\n   ]\n  },\n  {\n   "title": "医疗计划",\n   "rows": 3,\n   "sums": [\n    {\n     "column": "预计费用（元）",\n     "fen": 58000000\n    },\n    {\n     "column": "预计报销（元）",\n     "fen": 27000000\n    },\n    {\n     "column": "预计自付（元）",\n     "fen": 31000000\n    }\n   ]\n  },\n  {\n   "title": "费用清单",\n   "rows": 4,\n   "sums": [\n    {\n     "column": "金额（元）",\n     "fen": 14220000\n    },\n    {\n     "column": "医保报销（元）",\n     "fen": 7100000\n    },\n    {\n     "column": "自付（元）",\n     "fen": 7120000\n    },\n    {\n     "column": "欠付（元）",\n     "fen": 0\n    }\n   ]\n  },\n  {\n   "title": "保障与救助",\n   "rows": 0,\n   "sums": [\n    {\n     "column": "金额（元）",\n     "fen": 0\n    },\n    {\n     "column": "其中已用（元）",\n     "fen": 0\n    }\n   ]\n  },\n  {\n   "title": "材料清单",\n   "rows": 19,\n   "sums": []\n  },\n  {\n   "title": "收款人",\n   "rows": 1,\n   "sums": []\n  },\n  {\n   "title": "家庭资产",\n   "rows": 1,\n   "sums": [\n    {\n     "column": "价值（元）",\n     "fen": 12000000\n    }\n   ]\n  },\n  {\n   "title": "家庭债务",\n   "rows": 1,\n   "sums": [\n    {\n     "column": "尚欠金额（元）",\n     "fen": 6500000\n    }\n   ]\n  },\n  {\n   "title": "拨付计划",\n   "rows": 0,\n   "sums": [\n    {\n     "column": "金额（元）",\n     "fen": 0\n    }\n   ]\n  },\n  {\n   "title": "授权同意",\n   "rows": 5,\n   "sums": []\n  },\n  {\n   "title": "核实记录",\n   "rows": 2,\n   "sums": []\n  }\n ],\n "approvers": [\n  {\n   "name": "周主任",\n   "cases": 1\n  }\n ]\n}\n','\n',char(10)),NULL,NULL,NULL,NULL,'launch');
CREATE TABLE batch_case (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
    batch_id INTEGER NOT NULL REFERENCES batch (id),
    place INTEGER NOT NULL,
    case_id INTEGER NOT NULL REFERENCES case_file (id),
    approval_id INTEGER NOT NULL REFERENCES approval (id), outcome TEXT CHECK (outcome IN ('accepted', 'refused')), reason TEXT, platform_no TEXT, answered_at TEXT, content TEXT, known_as TEXT, since TEXT, earlier INTEGER REFERENCES batch (id),
    UNIQUE (batch_id, place)
) STRICT;
INSERT INTO batch_case VALUES(1,X'0d1cca93628cda3a3f6eadfab6b0b948',1,1,1,1,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
CREATE TABLE case_summary (
    case_id INTEGER NOT NULL PRIMARY KEY,
    missing INTEGER NOT NULL,
    blocks INTEGER NOT NULL,
    warns INTEGER NOT NULL
, knowledge_version TEXT REFERENCES knowledge_text (version), judged_on TEXT, papers INTEGER) STRICT;
CREATE TABLE draft (
    id INTEGER PRIMARY KEY,
    user_id INTEGER NOT NULL REFERENCES user (id),
    case_id INTEGER NOT NULL REFERENCES case_file (id),
    place TEXT NOT NULL,
    row_id INTEGER NOT NULL,
    item TEXT NOT NULL,
    text TEXT NOT NULL,
    caret INTEGER NOT NULL CHECK (caret >= 0),
    base TEXT,
    at TEXT NOT NULL,
    UNIQUE (user_id, case_id, place, row_id, item)
) STRICT;
CREATE TABLE last_place (
    user_id INTEGER NOT NULL PRIMARY KEY REFERENCES user (id),
    screen TEXT NOT NULL,
    case_id INTEGER NOT NULL REFERENCES case_file (id),
    tab TEXT NOT NULL,
    place TEXT NOT NULL,
    row_id INTEGER NOT NULL,
    item TEXT NOT NULL,
    whole_row INTEGER NOT NULL CHECK (whole_row IN (0, 1)),
    typing INTEGER NOT NULL CHECK (typing IN (0, 1)),
    caret INTEGER NOT NULL,
    tries INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE story_print (
    case_id INTEGER NOT NULL PRIMARY KEY REFERENCES case_file (id),
    print BLOB NOT NULL
) STRICT;
INSERT INTO story_print VALUES(1,X'e92331020266de00ad78f0019bfdb300a581b8006365c500d17b7400675ee600dd57a1002544ae0200fdbe0161c45900f8023c0053c85100fd3c52029fda49002be63c01f9248c00461b2f04bd6b480612e72f023da255007936e700c0dfaf02');
CREATE TABLE story_band (
    band INTEGER NOT NULL,
    case_id INTEGER NOT NULL REFERENCES case_file (id),
    PRIMARY KEY (band, case_id)
) STRICT, WITHOUT ROWID;
INSERT INTO story_band VALUES(877591134007629136,1);
INSERT INTO story_band VALUES(2898936737774413912,1);
INSERT INTO story_band VALUES(2917353781426011765,1);
INSERT INTO story_band VALUES(3855525180870616972,1);
INSERT INTO story_band VALUES(5606146905468605228,1);
INSERT INTO story_band VALUES(6483524422062509900,1);
INSERT INTO story_band VALUES(6622183490906091156,1);
INSERT INTO story_band VALUES(7140308099585484048,1);
CREATE TABLE finding_accepted (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
    case_id INTEGER NOT NULL REFERENCES case_file (id),
    approval_id INTEGER NOT NULL REFERENCES approval (id),
    rule TEXT NOT NULL,
    version TEXT NOT NULL,
    severity TEXT NOT NULL CHECK (severity IN ('warn', 'info')),
    field TEXT,
    row_no INTEGER,
    message TEXT,
    facts TEXT,
    comment TEXT,
    CHECK (severity <> 'warn' OR length(comment) > 0)
) STRICT;
INSERT INTO finding_accepted VALUES(1,X'8337d9ead9741acbadf9f2b60404bfd5',1,1,'R103','2','warn','patient.id_number',1,'Patient, Certificate number: the region in the number is not in the table, not even among abolished ones','{"value.type":"id","value.text":"990000201903140013","value.beside":"02"}','提示已逐条核对');
INSERT INTO finding_accepted VALUES(2,X'1d840888ec576f1543f4f43bde3c1bdf',1,1,'R103','2','warn','initiator.id_number',1,'Initiator, Certificate number: the region in the number is not in the table, not even among abolished ones','{"value.type":"id","value.text":"99000019880702005X","value.beside":"01"}','提示已逐条核对');
INSERT INTO finding_accepted VALUES(3,X'3c1ad9c30415cb46a2263e73b4199d50',1,1,'R103','2','warn','payee.id_number',1,'Payee, Certificate number: the region in the number is not in the table, not even among abolished ones','{"value.type":"id","value.text":"99000019880702005X","value.beside":"01"}','提示已逐条核对');
INSERT INTO finding_accepted VALUES(4,X'3e06793b4c39f4d9f88586903390b096',1,1,'R103','2','warn','guardian.id_number',1,'Guardian, ID number: the region in the number is not in the table, not even among abolished ones','{"value.type":"id","value.text":"99000019880702005X","value.beside":null}','提示已逐条核对');
INSERT INTO finding_accepted VALUES(5,X'402a16900095f04dbb160dda9270d941',1,1,'R703','1','warn','document.state',5,'D09 payee''s bank card was received, but not verified','{"checklist.required":1,"checklist.state":"received","checklist.code":"D09"}','提示已逐条核对');
INSERT INTO finding_accepted VALUES(6,X'67dcca90a773ffd248cc050d9ce45a8d',1,1,'R703','1','warn','document.state',9,'D14 list of expenses or invoices was received, but not verified','{"checklist.required":1,"checklist.state":"received","checklist.code":"D14"}','提示已逐条核对');
INSERT INTO finding_accepted VALUES(7,X'825fffbd6a63caae803cb2fdc8e23cca',1,1,'R703','1','warn','document.state',11,'D16 notice of operation, treatment or payment due was received, but not verified','{"checklist.required":1,"checklist.state":"received","checklist.code":"D16"}','提示已逐条核对');
INSERT INTO finding_accepted VALUES(8,X'2636284e1c4f09e4f5bf313eb1a6b9fa',1,1,'R703','1','warn','document.state',12,'D17 proof of basic insurance or its settlement was received, but not verified','{"checklist.required":1,"checklist.state":"received","checklist.code":"D17"}','提示已逐条核对');
INSERT INTO finding_accepted VALUES(9,X'0b0340afd961c455d005110c1544da94',1,1,'R703','1','warn','document.state',13,'D21 approval or settlement of medical or temporary aid was received, but not verified','{"checklist.required":1,"checklist.state":"received","checklist.code":"D21"}','提示已逐条核对');
INSERT INTO finding_accepted VALUES(10,X'e872cefa6277262f4fd99eb5629f3555',1,1,'R703','1','warn','document.state',14,'D24 proof or statement of income was received, but not verified','{"checklist.required":1,"checklist.state":"received","checklist.code":"D24"}','提示已逐条核对');
INSERT INTO finding_accepted VALUES(11,X'013360845a99ffd28ba5c9dbf1c4559c',1,1,'R703','1','warn','document.state',15,'D25 statement on house property was received, but not verified','{"checklist.required":1,"checklist.state":"received","checklist.code":"D25"}','提示已逐条核对');
INSERT INTO finding_accepted VALUES(12,X'c0939539a57a634e1572f3d0a67521ae',1,1,'R703','1','warn','document.state',16,'D27 proof of debts was received, but not verified','{"checklist.required":1,"checklist.state":"received","checklist.code":"D27"}','提示已逐条核对');
INSERT INTO finding_accepted VALUES(13,X'051b5eeac7f66378e4d6948392a6da29',1,1,'R412','1','info','case.target_fen',1,'The platform and its channel are likely to keep 6,680.00 yuan','{"forecast_fen":28000000,"fee_estimate_fen":668000}',NULL);
CREATE TABLE picked (
    list TEXT NOT NULL,
    value TEXT NOT NULL,
    user_id INTEGER NOT NULL REFERENCES user (id),
    uses INTEGER NOT NULL CHECK (uses > 0),
    reading TEXT NOT NULL,
    last_at TEXT NOT NULL,
    PRIMARY KEY (list, value, user_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS "journal_change" (
    group_id INTEGER NOT NULL REFERENCES journal_group (id) DEFERRABLE INITIALLY DEFERRED,
    seq INTEGER NOT NULL,
    op TEXT NOT NULL CHECK (op = 'set' OR op = 'add' OR op = 'remove'),
    tbl TEXT NOT NULL,
    row_id INTEGER NOT NULL,
    row_uid BLOB NOT NULL,
    col TEXT,
    secret INTEGER NOT NULL CHECK (secret IN (0, 1)),
    before ANY,
    before_salt BLOB,
    before_digest BLOB,
    after ANY,
    after_salt BLOB,
    after_digest BLOB,
    PRIMARY KEY (group_id, seq)
) STRICT, WITHOUT ROWID;
INSERT INTO journal_change VALUES(1,1,'add','user',1,X'2fe5dcee7406a5027be03e3d79ff4ac3','name',0,NULL,NULL,NULL,'zhou',X'e7f24891eb316e5ab04dc99c52865008',X'ffd89bc8d8b5bc3aef2fbf6ebe1d049cae4009e80ca04d85002cb9ac24ddffa1');
INSERT INTO journal_change VALUES(1,2,'add','user',1,X'2fe5dcee7406a5027be03e3d79ff4ac3','display',0,NULL,NULL,NULL,'周主任',X'a5ec74afe59a365a9466622313ee0feb',X'7ae0d039b7895d7ec27e6a5c0526a6d31cbfcbe1a02a20fd27ef32e575838520');
INSERT INTO journal_change VALUES(1,3,'add','user',1,X'2fe5dcee7406a5027be03e3d79ff4ac3','role',0,NULL,NULL,NULL,'supervisor',X'006d56f245d1eda9b7f23c0714ce5e72',X'f33e45fa07ccc33ed45c82a046129139937e9193060d26924717c095200cf87a');
INSERT INTO journal_change VALUES(1,4,'add','user',1,X'2fe5dcee7406a5027be03e3d79ff4ac3','passhash',1,NULL,NULL,NULL,NULL,NULL,X'3ccbe9237654c6547ef61fb523a8ea8d317aec7a5b79c5aa0d0cbd1b10cfc209');
INSERT INTO journal_change VALUES(1,5,'add','user',1,X'2fe5dcee7406a5027be03e3d79ff4ac3','disabled',0,NULL,NULL,NULL,0,X'9ef1e51d95f481df02f85a08d4fea0e1',X'022f08c0075c70984693e0b17d6e1bcf0d2de72bd21288d86113bd63e27c24f1');
INSERT INTO journal_change VALUES(2,1,'add','user',2,X'107a24060a24f9ce30106e8df5b90a4a','name',0,NULL,NULL,NULL,'lin',X'e451f44ae56d14a3dd976bdfbc22a20d',X'893cf93a095c876d5873f885c9ad4a98fc8d3f2304a5289260e397a70c8c08d4');
INSERT INTO journal_change VALUES(2,2,'add','user',2,X'107a24060a24f9ce30106e8df5b90a4a','display',0,NULL,NULL,NULL,'林社工',X'e4fd2baecbd6b8f44a1cdabd1aeb5d2f',X'8be5d548f9a881f20e42f01369a16b8f44e5d0bd8965deed6c383aeb04f6ec5f');
INSERT INTO journal_change VALUES(2,3,'add','user',2,X'107a24060a24f9ce30106e8df5b90a4a','role',0,NULL,NULL,NULL,'social_worker',X'27892260d598eb1e850d071e220f5cc6',X'0754752f69bab386e21cf0c1440f9e0143b608def30daf80d3f22325a34f4d45');
INSERT INTO journal_change VALUES(2,4,'add','user',2,X'107a24060a24f9ce30106e8df5b90a4a','passhash',1,NULL,NULL,NULL,NULL,NULL,X'06de7fe934c285c76c2cd84e2cf6bb7827d70bf14b93fe015213e7faf277009c');
INSERT INTO journal_change VALUES(2,5,'add','user',2,X'107a24060a24f9ce30106e8df5b90a4a','disabled',0,NULL,NULL,NULL,0,X'13731766a10c96ef42bf28d02d15fd52',X'bf7062c7ac9a46de10494d294a52f8516a767a21caeb3229f64f644e4db97722');
INSERT INTO journal_change VALUES(3,1,'add','case_file',1,X'15b5910e1a77822a7f58ef901b5c7751','no',0,NULL,NULL,NULL,'T1-2026-000001',X'53648c36e778247df84e64283963fd14',X'7c5e4f63186ada261ef37e9ce38800c354efb1d3d721339296f0b9cdf0c52952');
INSERT INTO journal_change VALUES(3,2,'add','case_file',1,X'15b5910e1a77822a7f58ef901b5c7751','platform',0,NULL,NULL,NULL,'shuidichou',X'7f0e2ab76c27b2d834f3aedb103973cc',X'5b5b2d10e4ed9571ac9967cebb553f76090ff7288ba2d19a981504943e19a84f');
INSERT INTO journal_change VALUES(3,3,'add','case_file',1,X'15b5910e1a77822a7f58ef901b5c7751','kind',0,NULL,NULL,NULL,'illness',X'b97f07451621bdf4c7bc367a50cc9bb8',X'8fb84c9ac54fb55f3b665b5c77e974bdcd9d486638f7713ef1e56b8651b44838');
INSERT INTO journal_change VALUES(3,4,'add','case_file',1,X'15b5910e1a77822a7f58ef901b5c7751','urgent',0,NULL,NULL,NULL,'yes',X'1df13aca8d180c795c89d7010172a495',X'0e3f3b6ebf47447a893ea5d1f49b183dced463dd6893b4a5698409d9efc80500');
INSERT INTO journal_change VALUES(3,5,'add','case_file',1,X'15b5910e1a77822a7f58ef901b5c7751','source',0,NULL,NULL,NULL,'ward',X'44154329012921b9b45c02a1de343468',X'e942599792977ebb58226bf2c6561a88a57a05533c19d08db170ef9efe19b63f');
INSERT INTO journal_change VALUES(3,6,'add','case_file',1,X'15b5910e1a77822a7f58ef901b5c7751','ward',0,NULL,NULL,NULL,'血液内科二病区',X'384f73625e3348a44ac594e48b7253a1',X'b67e313ed57e562993a012052c4e315ae50b70027bb60867ac93eaf70ad6da7c');
INSERT INTO journal_change VALUES(3,7,'add','case_file',1,X'15b5910e1a77822a7f58ef901b5c7751','target_fen',0,NULL,NULL,NULL,28000000,X'bd764ccf455b9ac7c163b971ce8fc016',X'3cac127946a0386900397992d0b7571ac544a34f12b178c0b9aae63a9b22082f');
INSERT INTO journal_change VALUES(3,8,'add','case_file',1,X'15b5910e1a77822a7f58ef901b5c7751','note',0,NULL,NULL,NULL,'父亲在床旁，母亲在老家照顾老人',X'717759be4753b4846997d843b36d42ea',X'72233407877a7bf1f04309227bb44a15db43919cb1f0700aaedbda1243d1b3fc');
INSERT INTO journal_change VALUES(3,9,'add','case_file',1,X'15b5910e1a77822a7f58ef901b5c7751','status',0,NULL,NULL,NULL,'draft',X'371eec768de4342cd4ef32bd2935a723',X'1ca8c778081aeba2300ee907620e842078ca9f18909e4a831e8bc38a59fd8b1e');
INSERT INTO journal_change VALUES(3,10,'add','case_file',1,X'15b5910e1a77822a7f58ef901b5c7751','created_by',0,NULL,NULL,NULL,2,X'9a95e073ee6392c7e1c3f9db5e654038',X'8ac726949b97fbc19a9d57bdd7d7e724a38432034edb3cbd32690aa3365b14d5');
INSERT INTO journal_change VALUES(3,11,'add','case_file',1,X'15b5910e1a77822a7f58ef901b5c7751','created_at',0,NULL,NULL,NULL,'2026-11-29T18:42:26.297Z',X'a7b9d8f98a91a898825a35a5ce4afc08',X'9af437751b84adae89f7711ee87fa50f648f058aa6bfefc95e4a3e66e9f214d8');
INSERT INTO journal_change VALUES(3,12,'add','case_file',1,X'15b5910e1a77822a7f58ef901b5c7751','updated_by',0,NULL,NULL,NULL,2,X'4f9b0d61597597c719b702a4adf8c674',X'a9c4a7283555be9112ded6db576d862a8c933f3bd6baae5a1f935138f139e54e');
INSERT INTO journal_change VALUES(3,13,'add','case_file',1,X'15b5910e1a77822a7f58ef901b5c7751','updated_at',0,NULL,NULL,NULL,'2026-11-29T18:42:26.297Z',X'51311dd34b8c305c0a0501446f97b323',X'd3f60241cc7a37f6c3be2bf5b1f8b3801e97afecd0cf14f3337c398bd745479d');
INSERT INTO journal_change VALUES(3,14,'add','case_file',1,X'15b5910e1a77822a7f58ef901b5c7751','version',0,NULL,NULL,NULL,0,X'f2d7d722f1180419b2c19a6896fc982b',X'fab4925c88a0e8c212311c90c112060c8175566a99be69fbdd95490f18c5ee18');
INSERT INTO journal_change VALUES(3,15,'add','case_file',1,X'15b5910e1a77822a7f58ef901b5c7751','life',0,NULL,NULL,NULL,'prepared',X'c7b7f23661d944f50681ef62c1702a9d',X'4bb0037dfa05d7814ca1033985ed31dc91fcb3f4d36b892943e9b46f9f9ea089');
INSERT INTO journal_change VALUES(3,16,'add','patient',1,X'2902c519a7dc7ece7062811339f954ad','case_id',0,NULL,NULL,NULL,1,X'2db60341fc5627c9f6b91b5227fee5c3',X'920497d4a01ebd7cd317cf33ba3fba1bc9a9e26c3e4f79c7f08b2d104fe67e83');
INSERT INTO journal_change VALUES(3,17,'add','patient',1,X'2902c519a7dc7ece7062811339f954ad','name',0,NULL,NULL,NULL,'罗小禾',X'0bd4c8b2ac471bfd88d6dbdb6d926c82',X'52c9c5490d64722fe22c07273cd5f8c900695f8aaea90787304a095cd22355b4');
INSERT INTO journal_change VALUES(3,18,'add','patient',1,X'2902c519a7dc7ece7062811339f954ad','certificate',0,NULL,NULL,NULL,'02',X'df54f4bd94e9f0248b6c1c2ce865e269',X'e7c6fa33f260272cb37afeb457aee919cd125a927a586f3ddc36314604a5911a');
INSERT INTO journal_change VALUES(3,19,'add','patient',1,X'2902c519a7dc7ece7062811339f954ad','id_number',0,NULL,NULL,NULL,'990000201903140013',X'83332d870eded147d2d199445749b5e0',X'2cbc336db9756c13df1212a7fd6588d697b43d783320423f211db93ab28fc3fc');
INSERT INTO journal_change VALUES(3,20,'add','patient',1,X'2902c519a7dc7ece7062811339f954ad','sex',0,NULL,NULL,NULL,'1',X'5c664591791566eab4ef239c2d590985',X'aaec46f8ff9b910372558fe205136f60732a4c7227b23d52a140a71b132b7b15');
INSERT INTO journal_change VALUES(3,21,'add','patient',1,X'2902c519a7dc7ece7062811339f954ad','born_on',0,NULL,NULL,NULL,'2019-03-14',X'd448ba1416ef27c5548febcbb8d2f564',X'5e1d768bf2d3e27efe4d3e2fa12907cc0080440a4fc185537189fb926d071c51');
INSERT INTO journal_change VALUES(3,22,'add','patient',1,X'2902c519a7dc7ece7062811339f954ad','marital',0,NULL,NULL,NULL,'10',X'bf7c19952e62484ac1cd2e61ee453c90',X'7abd31976f4454d15cac8545e79fbe40f3e9146795b81cf2b2d610912a7d043f');
INSERT INTO journal_change VALUES(3,23,'add','patient',1,X'2902c519a7dc7ece7062811339f954ad','occupation',0,NULL,NULL,NULL,'学龄前',X'c1e08f96a4e3784e64a7c6e80ae512e9',X'e1ce215b479451cc30918578430504e4588c6a7d4eb381b8dc058364deeb4b15');
INSERT INTO journal_change VALUES(3,24,'add','patient',1,X'2902c519a7dc7ece7062811339f954ad','capacity',0,NULL,NULL,NULL,'none',X'2459061666d83bc71dcf2dbafade77e5',X'3aa98bc73a67be66fb377bf3f1210b3853708fddfcd5515481d3f6ad161f2bfe');
INSERT INTO journal_change VALUES(3,25,'add','patient',1,X'2902c519a7dc7ece7062811339f954ad','address',0,NULL,NULL,NULL,'川西某县河坝镇三村五组',X'3f837738142655c0f42bc4cfb92b171a',X'5265a864399d88c62928fcd694886e4c1b9d9886a1caea77dc0a68d1b91cc02f');
INSERT INTO journal_change VALUES(3,26,'add','initiator',1,X'43fbce189e1bb751a511b88b6fe6b87c','case_id',0,NULL,NULL,NULL,1,X'7fc12504a586bd90e4a12299a2f9eb3e',X'efddda6359ac81c437168e91ccf4fb1cad778f2042046766f2bb4047f054a217');
INSERT INTO journal_change VALUES(3,27,'add','initiator',1,X'43fbce189e1bb751a511b88b6fe6b87c','is_patient',0,NULL,NULL,NULL,'no',X'aee1afd8bac1861af7895b2c5a0ae535',X'be7ab9b63bc3e8e923e9a3f094847e0608833917e624e4bca939df80234d47a5');
INSERT INTO journal_change VALUES(3,28,'add','initiator',1,X'43fbce189e1bb751a511b88b6fe6b87c','name',0,NULL,NULL,NULL,'罗建国',X'd52ab4d9ae162128385aee7cfcc9d437',X'0df622b5051c089d845b60cd4202a7dc87c0f2925a779a02f36dccd646a51034');
INSERT INTO journal_change VALUES(3,29,'add','initiator',1,X'43fbce189e1bb751a511b88b6fe6b87c','certificate',0,NULL,NULL,NULL,'01',X'f63f25bb8c2ef7b4c5dd89d5f697b8e8',X'ffc5050679b4a22ecb608c7b16c079959d2a547107f6100a6eec74c4c651b21d');
INSERT INTO journal_change VALUES(3,30,'add','initiator',1,X'43fbce189e1bb751a511b88b6fe6b87c','id_number',0,NULL,NULL,NULL,'99000019880702005X',X'38fddf0c7cb8fa507f577776775a45db',X'13b66391bdb96c3983c19cc1b2fc66d66c49b8586f045aaec74268ec559dfb27');
INSERT INTO journal_change VALUES(3,31,'add','initiator',1,X'43fbce189e1bb751a511b88b6fe6b87c','phone',0,NULL,NULL,NULL,'13900000001',X'6c9a8b556eb7767110222e710f7ef37d',X'b6ce6a53da654be9b5f87db8d0396ce0df326cc989fd463fbc27570f2d1170d9');
INSERT INTO journal_change VALUES(3,32,'add','initiator',1,X'43fbce189e1bb751a511b88b6fe6b87c','relation',0,NULL,NULL,NULL,'51',X'c7b8233bda35c9990b75d493bd24fa9d',X'e06d9c3e0ce2547485ff112098e37e1597b90f53216690beeb80011d236ef558');
INSERT INTO journal_change VALUES(3,33,'add','initiator',1,X'43fbce189e1bb751a511b88b6fe6b87c','address',0,NULL,NULL,NULL,'川西某县河坝镇三村五组',X'4f3c2579e0a8d09b8ecdd33ecbfc82c1',X'7790dc649dac8bf3e7d08d28c36e86e6a36925be55becad9d1075e33d3e5e69e');
INSERT INTO journal_change VALUES(3,34,'add','payee',1,X'0f6e37a90b04d17b8a93906f426955cf','case_id',0,NULL,NULL,NULL,1,X'3ae17b285e0105bda05ac0ab6047804d',X'7cf8d6e17f45fde005f9262ee1b4fa5b046001ebaa2df0c626c50215485c520c');
INSERT INTO journal_change VALUES(3,35,'add','payee',1,X'0f6e37a90b04d17b8a93906f426955cf','kind',0,NULL,NULL,NULL,'person',X'8e1d8d059636109643adc660f7be7b80',X'd00bba73737d2ca4758087016449c5b3aa55682ffc7725534975a915db73bfef');
INSERT INTO journal_change VALUES(3,36,'add','payee',1,X'0f6e37a90b04d17b8a93906f426955cf','name',0,NULL,NULL,NULL,'罗建国',X'4c9139e711971de3af58ee9008757cc5',X'04edecc23b7f1ee9102840398d3e669851ec6f6996ea55723dcb12c5b40e5a35');
INSERT INTO journal_change VALUES(3,37,'add','payee',1,X'0f6e37a90b04d17b8a93906f426955cf','certificate',0,NULL,NULL,NULL,'01',X'7e21f438e5e845d547cb05573e036858',X'f38224e7a7d64988456e0162da8a1f4453e62f67df370d66be7b2e99f988f779');
INSERT INTO journal_change VALUES(3,38,'add','payee',1,X'0f6e37a90b04d17b8a93906f426955cf','id_number',0,NULL,NULL,NULL,'99000019880702005X',X'cfe4fdfa9c7d9e62b2e68dbf729aae96',X'512ad1a0f12fa8c8a2a543df2f3ad4b8ae6de538418613f90d6ff666278024bd');
INSERT INTO journal_change VALUES(3,39,'add','payee',1,X'0f6e37a90b04d17b8a93906f426955cf','relation',0,NULL,NULL,NULL,'51',X'56f60a30c6d3ab63825e682309443987',X'47b1b9437dd51be73eb2b971f0e58bb921f92b9ce67634659dc774b3a69d2458');
INSERT INTO journal_change VALUES(3,40,'add','payee',1,X'0f6e37a90b04d17b8a93906f426955cf','phone',0,NULL,NULL,NULL,'13900000001',X'8ccdaa0ea65be6bf734d1c73e3f04243',X'17ce91d0d0a16606694615ac0c9909945d194e73d505be6a91f28cef8db3786f');
INSERT INTO journal_change VALUES(3,41,'add','payee',1,X'0f6e37a90b04d17b8a93906f426955cf','bank',0,NULL,NULL,NULL,'某某农村商业银行',X'c824a44a1039a886baccfdd042ab471b',X'd20f1025d0cf095b9be847606d5cc970d521cae17c010f69f22bf4cda8c2d44d');
INSERT INTO journal_change VALUES(3,42,'add','payee',1,X'0f6e37a90b04d17b8a93906f426955cf','account',0,NULL,NULL,NULL,'6200000000000000117',X'f836d22fbc250688896b9e4444ca2da9',X'e3625b46e7896068d9b3d76ff5cd9bc8125a14e4337bbdbbf75741ebe49d9e31');
INSERT INTO journal_change VALUES(3,43,'add','guardian',1,X'81ac1d9a82c60031298996294c0d8153','case_id',0,NULL,NULL,NULL,1,X'b10b23a1788652661cfbde47666f50b6',X'12df15a33174c20c978bef7b370f9a8c3f6eadc6240fd3a5903683cac650551c');
INSERT INTO journal_change VALUES(3,44,'add','guardian',1,X'81ac1d9a82c60031298996294c0d8153','name',0,NULL,NULL,NULL,'罗建国',X'3dd6cd1787c63e1783d7f456584bb072',X'ebbb1f45a23b1660fd76f7d0f54106b0cecaa4401387204df53cfd47584b3d80');
INSERT INTO journal_change VALUES(3,45,'add','guardian',1,X'81ac1d9a82c60031298996294c0d8153','relation',0,NULL,NULL,NULL,'51',X'4c311888fbd7990d2dd0b7be2f1da352',X'a86f9f12439097fdf49c68b79946cd60686bb3eb9a870c00d3e2ff2f5cb2634d');
INSERT INTO journal_change VALUES(3,46,'add','guardian',1,X'81ac1d9a82c60031298996294c0d8153','id_number',0,NULL,NULL,NULL,'99000019880702005X',X'95edb1e44b8985603a0ea575e2a73185',X'b288003700f9cd01a4fea5b82460d641501301013c6deee85f13af31e6a9f6f8');
INSERT INTO journal_change VALUES(3,47,'add','guardian',1,X'81ac1d9a82c60031298996294c0d8153','phone',0,NULL,NULL,NULL,'13900000001',X'd59ca2439340988104fd3eb48ddaf23f',X'be17b2b361abfc2bb80d2d109d0a51a20f0303908f9da12999219451aed6196c');
INSERT INTO journal_change VALUES(3,48,'add','member',1,X'2671ed6b7e917b11807cffc1b275cd30','case_id',0,NULL,NULL,NULL,1,X'a8a35ccf62018cd3cb313f9dd1168e1b',X'b532113e49a6dbcdc994c50901611c432bfdc54c052e39b7b326fec99cd199c8');
INSERT INTO journal_change VALUES(3,49,'add','member',1,X'2671ed6b7e917b11807cffc1b275cd30','place',0,NULL,NULL,NULL,1024,X'9d36d070236674eedf66ec5d92f5ad4a',X'65e31bdca803a58b2c6ca30a0d29df973a98af392f3d3e0d58439a92b6ab06db');
INSERT INTO journal_change VALUES(3,50,'add','member',1,X'2671ed6b7e917b11807cffc1b275cd30','relation',0,NULL,NULL,NULL,'51',X'6aacdf994f40266eaa2c98fd8d66e7ec',X'2e9a82895fe6783eff3aab255928fccd95d80d1086bfe88cc4406968003f9302');
INSERT INTO journal_change VALUES(3,51,'add','member',1,X'2671ed6b7e917b11807cffc1b275cd30','name',0,NULL,NULL,NULL,'罗建国',X'97b80b284419efd60f92a4fcb9b78891',X'e8a2aaa19b5ca3e41c59c1f2e70f6454a324d120f9300ea7b56f2105bc9f002f');
INSERT INTO journal_change VALUES(3,52,'add','member',1,X'2671ed6b7e917b11807cffc1b275cd30','born_on',0,NULL,NULL,NULL,'1988-07-02',X'7d21a2dd0fb6baeea182c8310a034a9a',X'28bc0ab15c915fc0fcf6aafe62bdd632e729a838bc18b9a2feca308dcee29488');
INSERT INTO journal_change VALUES(3,53,'add','member',1,X'2671ed6b7e917b11807cffc1b275cd30','health',0,NULL,NULL,NULL,'健康',X'f7fd79fe8e43dc2c089b14c0d078b076',X'd17140266a1ea58a56a03cefbbf674d2a7da3a791413220984e3d5365d939d01');
INSERT INTO journal_change VALUES(3,54,'add','member',1,X'2671ed6b7e917b11807cffc1b275cd30','occupation',0,NULL,NULL,NULL,'建筑小工',X'28ee9f57d8dcc4469343a59bc00d84d9',X'b727e12735c68442c2dda11ca9f65db95c7986dd49742887a70a8eeb4b5be22a');
INSERT INTO journal_change VALUES(3,55,'add','member',1,X'2671ed6b7e917b11807cffc1b275cd30','annual_income_fen',0,NULL,NULL,NULL,4200000,X'f6a85ec451dcc1f035d14bb5f6324f01',X'8a2455f7a8af13ec495c142b0d7abdd054a18933da14de70dc9dff4d8d938fe8');
INSERT INTO journal_change VALUES(3,56,'add','member',2,X'984eae2ca20fb4161521ddae710e1069','case_id',0,NULL,NULL,NULL,1,X'0fce3c3fd91d61322ff45bf7d3352902',X'4f4fba34a7e0bf07cce349f4f73d06defa605565f5269a1fa3af9f372042e2b8');
INSERT INTO journal_change VALUES(3,57,'add','member',2,X'984eae2ca20fb4161521ddae710e1069','place',0,NULL,NULL,NULL,2048,X'7c2ebd738c41d64c5d8da18b8499148a',X'0acd33c094d89b859759953b5008af263c580f7eadfc8f0251ed99ef89c6284b');
INSERT INTO journal_change VALUES(3,58,'add','member',2,X'984eae2ca20fb4161521ddae710e1069','relation',0,NULL,NULL,NULL,'52',X'5e1c408f9032dbb05030e5861c2ee794',X'5eb84b222ba7d52b80e5244f5f7b3b38e4410e261f7da9f2f6aa7fd64042dd19');
INSERT INTO journal_change VALUES(3,59,'add','member',2,X'984eae2ca20fb4161521ddae710e1069','name',0,NULL,NULL,NULL,'何秀兰',X'4342f940a78204d209e348f3ffa3697f',X'106196f9e5e0f5a5cc6a91da73b19370f98a39377012ac6d302dcb9b93438d64');
INSERT INTO journal_change VALUES(3,60,'add','member',2,X'984eae2ca20fb4161521ddae710e1069','born_on',0,NULL,NULL,NULL,'1990-11-20',X'b5f1832e9bf05cf293dc3062ee3a26dd',X'ac6bd897c4ad0406203c959e48fb9c9b2c57f5f5947ec9a7c1ef99a0a354e68e');
INSERT INTO journal_change VALUES(3,61,'add','member',2,X'984eae2ca20fb4161521ddae710e1069','health',0,NULL,NULL,NULL,'健康',X'0326d8754295777427999febb5285ec8',X'27541241f36858ed7762c03cd63daf2b9b5b3e0554ff7b4bbad7c3498f08eb10');
INSERT INTO journal_change VALUES(3,62,'add','member',2,X'984eae2ca20fb4161521ddae710e1069','occupation',0,NULL,NULL,NULL,'务农',X'5801d0ff97d14215db9e615873e6a758',X'c36b273df6fecced248dc78eed722c75e8d46dbed0fb7d62c3bf4a34f6c9d19a');
INSERT INTO journal_change VALUES(3,63,'add','member',2,X'984eae2ca20fb4161521ddae710e1069','annual_income_fen',0,NULL,NULL,NULL,1100000,X'09f9fbc3a9c981f8c33b264824432c84',X'0b5683c56490d55803156fbdea7c01c310c57358c73085d8be9e9a8af85ae0d0');
INSERT INTO journal_change VALUES(3,64,'add','member',3,X'26b1c8fd67ff575b9c2f92b11c27487a','case_id',0,NULL,NULL,NULL,1,X'4fbe507bb061be46e89a979ff8255f6d',X'e9fb4091daa3533aac6c20991f37bf9dc103c197e494e85c9f1369612ae36091');
INSERT INTO journal_change VALUES(3,65,'add','member',3,X'26b1c8fd67ff575b9c2f92b11c27487a','place',0,NULL,NULL,NULL,3072,X'0854518e40490740dc68824058d1f2dd',X'a9c63f29408f9868fa6d48a38fd39b630c034b0890b4e43ea334e1ecb591b5b2');
INSERT INTO journal_change VALUES(3,66,'add','member',3,X'26b1c8fd67ff575b9c2f92b11c27487a','relation',0,NULL,NULL,NULL,'61',X'2f4580f4c62cc61b45c55ae7554f54ab',X'572b91f6aea17e60072cbebad2f6701d8dee2c54f2cce1ed8cd4a793db67a49d');
INSERT INTO journal_change VALUES(3,67,'add','member',3,X'26b1c8fd67ff575b9c2f92b11c27487a','name',0,NULL,NULL,NULL,'罗德福',X'022818139f6b416a0d6c2efa7e63b1bd',X'2122402d800043464aa7fe6a2d452a19fbf5ccf2a50819d3f1f57bb1aa173cdd');
INSERT INTO journal_change VALUES(3,68,'add','member',3,X'26b1c8fd67ff575b9c2f92b11c27487a','born_on',0,NULL,NULL,NULL,'1958-01-09',X'c23ec69729959677e432aab519577331',X'6c4a31ac1f0b3faf9edb74941d2673834641d5f536fc4a2f07ba329b7f931bc3');
INSERT INTO journal_change VALUES(3,69,'add','member',3,X'26b1c8fd67ff575b9c2f92b11c27487a','health',0,NULL,NULL,NULL,'慢阻肺',X'efe072697a55f027613da31519c7f507',X'c4a526753d8e87d1dae64ce67e7e378c4ceaa414287fedc1282f00268e168f07');
INSERT INTO journal_change VALUES(3,70,'add','member',3,X'26b1c8fd67ff575b9c2f92b11c27487a','occupation',0,NULL,NULL,NULL,'务农',X'bf6b528951ccfb2d6ee0477fa2c50db7',X'f0bb8459c004ab3cdb2d280d0dd7620dec8d3a1cbc53cc228a8f847bba862d67');
INSERT INTO journal_change VALUES(3,71,'add','member',3,X'26b1c8fd67ff575b9c2f92b11c27487a','annual_income_fen',0,NULL,NULL,NULL,200000,X'6489d9e4bdad5b3be89a79640bfc6333',X'5edc240a5b4a275178fb517d5d29e81ddf2ece55a68ef28cb9f08a4f3d909906');
INSERT INTO journal_change VALUES(3,72,'add','asset',1,X'9552d209603e728a3b8911cca5e07725','case_id',0,NULL,NULL,NULL,1,X'06dfff7058b3f9b8bff686dfe7c63821',X'2b9e1143ed164b8b4020a490cf19cdea72917c90bc12941b7f45491048adaa94');
INSERT INTO journal_change VALUES(3,73,'add','asset',1,X'9552d209603e728a3b8911cca5e07725','place',0,NULL,NULL,NULL,1024,X'831d7c34113d1470fe94613ded7b4736',X'4ba0fa4094e90f42d7d4e19c4dc7e777a15ca3fb9533de6d5ab2299b02276f4b');
INSERT INTO journal_change VALUES(3,74,'add','asset',1,X'9552d209603e728a3b8911cca5e07725','kind',0,NULL,NULL,NULL,'house',X'5265a5f1e145bc78a38f2671ea48f7c5',X'48a0b34a03a2099699a3a1f637c9a17e33324f2d3e2349c8ff60b8f4248be443');
INSERT INTO journal_change VALUES(3,75,'add','asset',1,X'9552d209603e728a3b8911cca5e07725','owner',0,NULL,NULL,NULL,'罗德福',X'6dbd83798580c3ad7bb25734bb797d53',X'32ee4f65a4f7f614c20aacf2b5b2981cef05e168fe77c8e1ee5c8fee6ff74598');
INSERT INTO journal_change VALUES(3,76,'add','asset',1,X'9552d209603e728a3b8911cca5e07725','description',0,NULL,NULL,NULL,'村内自建砖房，约90平方米',X'c8135f3f33f1f0f6ca0071d5633ef12b',X'6864b25492add13b30b0a5c09647291c8ffb811c15a194af79599569efab472d');
INSERT INTO journal_change VALUES(3,77,'add','asset',1,X'9552d209603e728a3b8911cca5e07725','value_fen',0,NULL,NULL,NULL,12000000,X'9e6470998d7c9282d9897898fca0a97c',X'1670c9b705b80212ba0826d490cf88e66099895166678013bf67f4b191492315');
INSERT INTO journal_change VALUES(3,78,'add','asset',1,X'9552d209603e728a3b8911cca5e07725','for_sale',0,NULL,NULL,NULL,'no',X'6236678c4cd43a19d5d19008ae632f5d',X'8109ad9b90f60f32ee3f9dcda93cf3ec89243ebf608aa8a7049e88c1b6202f6e');
INSERT INTO journal_change VALUES(3,79,'add','asset',1,X'9552d209603e728a3b8911cca5e07725','note',0,NULL,NULL,NULL,'全家唯一住房',X'61d98aa2e613909504935aa244eac09c',X'da12da8d1a64d3292dde9ab6d81b31e1cbf1d4a64764cc2e386a47ef09c8bd89');
INSERT INTO journal_change VALUES(3,80,'add','debt',1,X'40f456efa54077592f4f9f8935137c14','case_id',0,NULL,NULL,NULL,1,X'94dc7bfe126ccf2a613c2473a7093d08',X'94758b4a693bc6be59348cddddc5708abd41b0b122d408b21cd1f3dc1d7e986f');
INSERT INTO journal_change VALUES(3,81,'add','debt',1,X'40f456efa54077592f4f9f8935137c14','place',0,NULL,NULL,NULL,1024,X'df6b7986bf17a58bc5498ce2dabe8d28',X'74f1c8d93846060367f2e0210e513b1a3be796b31a82194140ffb997646c43e0');
INSERT INTO journal_change VALUES(3,82,'add','debt',1,X'40f456efa54077592f4f9f8935137c14','creditor',0,NULL,NULL,NULL,'亲戚三户',X'711ba777f53121c292282ec92165f403',X'e39a5f737db6ab54661e58c872b445896318ec32a45d3bc81691338d187ebbbb');
INSERT INTO journal_change VALUES(3,83,'add','debt',1,X'40f456efa54077592f4f9f8935137c14','amount_fen',0,NULL,NULL,NULL,6500000,X'70f8efa50aebe4334b121ab448d5b01f',X'96692c19d3105d7e10b8266baac992ff545c3f8035c8cbe46d757a74142edcbf');
INSERT INTO journal_change VALUES(3,84,'add','debt',1,X'40f456efa54077592f4f9f8935137c14','reason',0,NULL,NULL,NULL,'第一疗程住院费',X'd8537b9ca48d84fe6b80c9b228d61602',X'b3a204d100391c1e8d3a98b1bc9dcea9adc32cece9c30b2987535544b363a621');
INSERT INTO journal_change VALUES(3,85,'add','disclosure',1,X'9811a67e7cda5be9205ea90a4832a757','case_id',0,NULL,NULL,NULL,1,X'6644fbe1bc8a88331c88d560e361a171',X'ea1dd871f41c456590e6bcf57df6765c71f2f846f4e145c1dd7b0b3159d163ce');
INSERT INTO journal_change VALUES(3,86,'add','disclosure',1,X'9811a67e7cda5be9205ea90a4832a757','place',0,NULL,NULL,NULL,1024,X'cf2547729b9daeea9ab5b247564e4168',X'bee0b4544ddb54d311c37c59aceb629f5283a9153a322efee68fd0a6216959d9');
INSERT INTO journal_change VALUES(3,87,'add','disclosure',1,X'9811a67e7cda5be9205ea90a4832a757','item',0,NULL,NULL,NULL,'income',X'1d2205bd4c25a64441d5b357f5fc3757',X'6599752b34c705520bb0ba7028ad3bcc77e9195b1127283b00ac2276344fa408');
INSERT INTO journal_change VALUES(3,88,'add','disclosure',1,X'9811a67e7cda5be9205ea90a4832a757','answer',0,NULL,NULL,NULL,'yes',X'8768f282990fcb02b019821f72789d2e',X'8a34c29029bf4a70e12dff1d79ddd7f317e24c207b27364e7c944066c325d97c');
INSERT INTO journal_change VALUES(3,89,'add','disclosure',1,X'9811a67e7cda5be9205ea90a4832a757','amount_fen',0,NULL,NULL,NULL,5500000,X'0e621102d35ddce07aa1914584d12031',X'980c6926d4c603e25503d61e2d875adec24c023aec95af2551a6f402307ceadc');
INSERT INTO journal_change VALUES(3,90,'add','disclosure',1,X'9811a67e7cda5be9205ea90a4832a757','detail',0,NULL,NULL,NULL,'打工与务农',X'37507eb2efe7fa77c3d647c1f1c89b41',X'b0473d54332e81755cdc5d1b8835c2f94d30bf31e8a058c19b0b21a2aa539d9d');
INSERT INTO journal_change VALUES(3,91,'add','disclosure',2,X'664460743b19e3f1dde3358678920e08','case_id',0,NULL,NULL,NULL,1,X'95e7ccc35003333b09d77f1ad724b6e6',X'bb9e69fb8c20ee243b950f3709c2e63ec4a935fc9f160ec31b682e5294fcc822');
INSERT INTO journal_change VALUES(3,92,'add','disclosure',2,X'664460743b19e3f1dde3358678920e08','place',0,NULL,NULL,NULL,2048,X'aab4bbf64920adb4a6fbc3e20905000c',X'f74c65738f49a3060459e7135ddd9dee0b2862290289c94d3ad8ef99bf4155aa');
INSERT INTO journal_change VALUES(3,93,'add','disclosure',2,X'664460743b19e3f1dde3358678920e08','item',0,NULL,NULL,NULL,'house',X'188e2e3129d7266a3214989a1dd4c0c3',X'5a248b8349f4aa4872d95eed9119386e2e6a877d53605bf5efcdef6533c92df7');
INSERT INTO journal_change VALUES(3,94,'add','disclosure',2,X'664460743b19e3f1dde3358678920e08','answer',0,NULL,NULL,NULL,'yes',X'efad3520b83eb7d2b86b2389176de9d9',X'875a90414972b7066079b2f6a96a28b3969296fa3c36297dc884d8cb648c12a2');
INSERT INTO journal_change VALUES(3,95,'add','disclosure',2,X'664460743b19e3f1dde3358678920e08','amount_fen',0,NULL,NULL,NULL,12000000,X'77ce9ca45b9518809ae5cadac2a5a4fd',X'8be423e49eb0b7ae19303ddf0b9a6c6287e93eef25545c5e982ffdf79f17032d');
INSERT INTO journal_change VALUES(3,96,'add','disclosure',2,X'664460743b19e3f1dde3358678920e08','detail',0,NULL,NULL,NULL,'唯一自住房',X'56c0eaa8d043744bd3117924f4479b05',X'0edb28c7c059b45c127befeaa5d23087bc5c16b7ee06f54f9c735632f3776db3');
INSERT INTO journal_change VALUES(3,97,'add','disclosure',3,X'f7b60d214d555de7ea947965030f77ca','case_id',0,NULL,NULL,NULL,1,X'b1e3317c711a470b795d054a1335d59a',X'4631823ddc9959a97e541e0cb91d811f52e66e1f851ac3841004612629d0ed6c');
INSERT INTO journal_change VALUES(3,98,'add','disclosure',3,X'f7b60d214d555de7ea947965030f77ca','place',0,NULL,NULL,NULL,3072,X'9f6d360843453c994be5d10219423d6d',X'a23455b7f87c090dcd1853861abc6e5031fe0650fbd4e36d9debb5a8bd482bed');
INSERT INTO journal_change VALUES(3,99,'add','disclosure',3,X'f7b60d214d555de7ea947965030f77ca','item',0,NULL,NULL,NULL,'vehicle',X'8e1d8e0765b8721ab0adac36fa779d26',X'e54ba9360d5a32284c848ead01e3781661a50bc8d3ff44d27aa4f077935d5be9');
INSERT INTO journal_change VALUES(3,100,'add','disclosure',3,X'f7b60d214d555de7ea947965030f77ca','answer',0,NULL,NULL,NULL,'no',X'b45dfb853d4e7203db39003c9818338c',X'1e60741453f364501f4cce45ab1a79b80168713371be84bd3663830c3d628798');
INSERT INTO journal_change VALUES(3,101,'add','disclosure',4,X'4d284c6dbda506551dbe57e7b50b10da','case_id',0,NULL,NULL,NULL,1,X'a7c99424cc040cc595895c3665d9990a',X'95a547c556d6b6cd2efeeeb88c4a149fe6b85d9f46007f7bb020a2806f668284');
INSERT INTO journal_change VALUES(3,102,'add','disclosure',4,X'4d284c6dbda506551dbe57e7b50b10da','place',0,NULL,NULL,NULL,4096,X'1327f93c434e27d0ff42eec3e2c8b61d',X'c8e0d4a902d95d025272676e679b145d1a568a5de34bafff5cd7813efb73d71f');
INSERT INTO journal_change VALUES(3,103,'add','disclosure',4,X'4d284c6dbda506551dbe57e7b50b10da','item',0,NULL,NULL,NULL,'financial',X'8656e7a8a0870298391dffea0c27e742',X'ea7fb107243342a93486c6f74f131b45274c58d7d819b66e2ca29b3ac7db33f1');
INSERT INTO journal_change VALUES(3,104,'add','disclosure',4,X'4d284c6dbda506551dbe57e7b50b10da','answer',0,NULL,NULL,NULL,'no',X'3354f47f2dea0d92491f40af8eefa153',X'd4d7e2a1044eaeccf7a60605d2df7e5ce9bb0062417d543e494bc5df5c1ed647');
INSERT INTO journal_change VALUES(3,105,'add','disclosure',5,X'0789c12a2ab472653f392a1550115f41','case_id',0,NULL,NULL,NULL,1,X'd77f0263a8bd813dc8aa31bf75ce6164',X'500d14dff923a29435959e4c6ef9cefb39ae9b89352dfa5f1aff0d9f0f87773d');
INSERT INTO journal_change VALUES(3,106,'add','disclosure',5,X'0789c12a2ab472653f392a1550115f41','place',0,NULL,NULL,NULL,5120,X'0ea9e53b3747878364782435891b94bc',X'106e84394edd75eef261ab174280e4b2e83b29d067d26ded794329528a605c07');
INSERT INTO journal_change VALUES(3,107,'add','disclosure',5,X'0789c12a2ab472653f392a1550115f41','item',0,NULL,NULL,NULL,'basic_insurance',X'182a791dd61683f0ec7f48d170cf6e0e',X'af10067ef5ec373a218690107c66b88bead2c25e3e0406430ea497efd194de5b');
INSERT INTO journal_change VALUES(3,108,'add','disclosure',5,X'0789c12a2ab472653f392a1550115f41','answer',0,NULL,NULL,NULL,'yes',X'963acdf5da453a21d97effb661fb50c0',X'c6d060dd146db9ebea6d166b5096dfda8eab5f31bd207999217548b9e34d3b81');
INSERT INTO journal_change VALUES(3,109,'add','disclosure',5,X'0789c12a2ab472653f392a1550115f41','amount_fen',0,NULL,NULL,NULL,7100000,X'aa65839b004b1a05b3d586b036accaca',X'9faab3e5f0fdd88386933f7c1f8703b7fe194ed42ca4da066616071e8bb2a948');
INSERT INTO journal_change VALUES(3,110,'add','disclosure',5,X'0789c12a2ab472653f392a1550115f41','detail',0,NULL,NULL,NULL,'城乡居民医保，已报销',X'15365b55643381749ca34eb5d3036db4',X'e2287e0d924f8f35e0298e63cc3dd20d08c2c7404859985e663eb3094101c214');
INSERT INTO journal_change VALUES(3,111,'add','disclosure',6,X'56fd844b88485717b7549a13304b39d6','case_id',0,NULL,NULL,NULL,1,X'dc7d4ae91d0592339e71d50dc6d15e2e',X'0faa1035ffbdc381ee024478c535572826dc83b7864d062ef3e0f382c7833b6e');
INSERT INTO journal_change VALUES(3,112,'add','disclosure',6,X'56fd844b88485717b7549a13304b39d6','place',0,NULL,NULL,NULL,6144,X'4d5d43f4cd8ec459cef096eb86f777bb',X'59acac551499136343a9bb5ff9f9bdea51b247ab0c594393b01d839108037d93');
INSERT INTO journal_change VALUES(3,113,'add','disclosure',6,X'56fd844b88485717b7549a13304b39d6','item',0,NULL,NULL,NULL,'commercial_insurance',X'c080a826b43ef2eee5603147d2c51a05',X'22fbc154304db6b6ae33fce37ed5d23a506af0dcaa665ac4174f67ad5eaefce1');
INSERT INTO journal_change VALUES(3,114,'add','disclosure',6,X'56fd844b88485717b7549a13304b39d6','answer',0,NULL,NULL,NULL,'no',X'0517b6ca3d450a646be28c63a3e8950e',X'1302caa12c915a5e25107e223738c089c56611f94d7e449adda4727c738ad427');
INSERT INTO journal_change VALUES(3,115,'add','disclosure',7,X'0b6ef0cb132a5f6e6093e47a33089864','case_id',0,NULL,NULL,NULL,1,X'16ae54a040887b99263d3a1c15f8fccc',X'11d7f9ffc7ef9fa56532454705a35f8451c6378aff1535c9c5ef15f0c6fba512');
INSERT INTO journal_change VALUES(3,116,'add','disclosure',7,X'0b6ef0cb132a5f6e6093e47a33089864','place',0,NULL,NULL,NULL,7168,X'3f70cd4676532f6703665b4c457a2239',X'1d2bca4af34055f1064a089973ab770fa42652b42bf6d7c4b511690ac9b21d34');
INSERT INTO journal_change VALUES(3,117,'add','disclosure',7,X'0b6ef0cb132a5f6e6093e47a33089864','item',0,NULL,NULL,NULL,'dibao',X'17cbfa0b7daea238a545ded718ed2b00',X'f5ca63d8dfba41b49bd1e5c8d484729fd68568d25224996a8c8d3b8db0376d9a');
INSERT INTO journal_change VALUES(3,118,'add','disclosure',7,X'0b6ef0cb132a5f6e6093e47a33089864','answer',0,NULL,NULL,NULL,'no',X'73b8c17f79c4f64f8e59ae39e2812481',X'ea1ab88389951941f61a25307207baf6edc94336f7f7246d74448985a16ca16b');
INSERT INTO journal_change VALUES(3,119,'add','disclosure',8,X'653e7190354060aeadd526ad50867aaf','case_id',0,NULL,NULL,NULL,1,X'c516e0f119961756221337e8e5f1b840',X'6f930ae4b2cf1dfa36fb0cecbeb01c12c5b07ee3f7efa079c982d84b19369046');
INSERT INTO journal_change VALUES(3,120,'add','disclosure',8,X'653e7190354060aeadd526ad50867aaf','place',0,NULL,NULL,NULL,8192,X'c8bef3b508381c9ff8cb4b2f71869c75',X'2788a6fc3e12f84450b3b7ea0ec4a0f925f63cefe2d2c5fa97a1323f2092ffbf');
INSERT INTO journal_change VALUES(3,121,'add','disclosure',8,X'653e7190354060aeadd526ad50867aaf','item',0,NULL,NULL,NULL,'registered_poor',X'a8e3d39576d180afef994c4df8f0e3b4',X'cbddffce0042153e02ec154d7a7c2a9db09a312172df2522323fdb7e72feaba6');
INSERT INTO journal_change VALUES(3,122,'add','disclosure',8,X'653e7190354060aeadd526ad50867aaf','answer',0,NULL,NULL,NULL,'no',X'605c4aff69e92cdf8f4100e9bec787c9',X'4375f2ee067021eadb3c99299f49ef2eaa28bfefb67cbb1d989640038a1a4acc');
INSERT INTO journal_change VALUES(3,123,'add','disclosure',9,X'2f711f041736e0f06c1b7178eec64522','case_id',0,NULL,NULL,NULL,1,X'e0fa657819a9ecde445a8b51d1d2632a',X'ee2b01a7858094faea9f724825eccd150b784bdf1563e705fd9a1bbef83e0992');
INSERT INTO journal_change VALUES(3,124,'add','disclosure',9,X'2f711f041736e0f06c1b7178eec64522','place',0,NULL,NULL,NULL,9216,X'628d4e047c73e5e14b4bd136ffde2deb',X'5e760a7c7095c7bfc77721ce920b64b6edfad5eb6ed2aa714c26981d79279704');
INSERT INTO journal_change VALUES(3,125,'add','disclosure',9,X'2f711f041736e0f06c1b7178eec64522','item',0,NULL,NULL,NULL,'medical_aid',X'823a2b57972b690d68d6365ef5ef942e',X'd53385878e7dbbe21b38c732385468ba4699fe9dfaaa8f45465899c6f9de8ebf');
INSERT INTO journal_change VALUES(3,126,'add','disclosure',9,X'2f711f041736e0f06c1b7178eec64522','answer',0,NULL,NULL,NULL,'yes',X'a751097775db6eb7408549f76647dc68',X'7918b1dd6371cfa6e9e939dded08d192d5a8daa612ea23531a4303db2028456b');
INSERT INTO journal_change VALUES(3,127,'add','disclosure',9,X'2f711f041736e0f06c1b7178eec64522','amount_fen',0,NULL,NULL,NULL,800000,X'ddcdac13ebee213f8b72dc105cb6ffd5',X'1b4465c226c37c8513108a40adc0fea54016e8c4cd028316e27206dad2fe9929');
INSERT INTO journal_change VALUES(3,128,'add','disclosure',9,X'2f711f041736e0f06c1b7178eec64522','detail',0,NULL,NULL,NULL,'县医疗救助，已到账',X'07189f896b14b83248843e0286412904',X'b5c334232ab9ef01773a78167e29a8cd6b4c4cd7b3a0f887c8ad006bf1551c1d');
INSERT INTO journal_change VALUES(3,129,'add','disclosure',10,X'887a1b14eee3860926ac2f04d04946be','case_id',0,NULL,NULL,NULL,1,X'89a36133fc39e3adbad15c16b69aab62',X'0419989931b2208058ee474b05b4cb551888406f579031b2972321660f9cfe33');
INSERT INTO journal_change VALUES(3,130,'add','disclosure',10,X'887a1b14eee3860926ac2f04d04946be','place',0,NULL,NULL,NULL,10240,X'9a1acce206211dc3ad6f5e2a55431229',X'3f64c9c8f1a261b5f4dc1a6f94825f33d5898e9cdd8b03c6b633b22148175651');
INSERT INTO journal_change VALUES(3,131,'add','disclosure',10,X'887a1b14eee3860926ac2f04d04946be','item',0,NULL,NULL,NULL,'other_platform',X'f1e8e5571990ce127110eb7a3e5392ee',X'205cd837bbe246d56a9bf1d694226e426e514750504ab4d218f5c6e97f7b9e2d');
INSERT INTO journal_change VALUES(3,132,'add','disclosure',10,X'887a1b14eee3860926ac2f04d04946be','answer',0,NULL,NULL,NULL,'no',X'd31b6d0660ad7eed1c2476161c6c9c87',X'3be2929aa725937d20e213ba420189c2b54f0512ab2040e1410419174bc2d668');
INSERT INTO journal_change VALUES(3,133,'add','illness',1,X'9a81ebe9d9073815cf731b398b7b4263','case_id',0,NULL,NULL,NULL,1,X'fe859c12896f1dec45e0f2f84d577d52',X'0e755dffb2f55d803387bc4c8728b00d142d3d4148bb911a9861ffc746c64145');
INSERT INTO journal_change VALUES(3,134,'add','illness',1,X'9a81ebe9d9073815cf731b398b7b4263','disease',0,NULL,NULL,NULL,'急性淋巴细胞白血病',X'fe2357f9459b6cccf7679100939ce805',X'1fc861698b7da444238cf4f2fd733c93feacc27f77b624115f7f01f2110c81d5');
INSERT INTO journal_change VALUES(3,135,'add','illness',1,X'9a81ebe9d9073815cf731b398b7b4263','icd10',0,NULL,NULL,NULL,'C91.0',X'dc0c86475fb7c2fc5081a6d8a3bb066e',X'5bb884b29cf7857b1ad619e37c3f2a1bbab73e4773ea3b89ecd033832776f428');
INSERT INTO journal_change VALUES(3,136,'add','illness',1,X'9a81ebe9d9073815cf731b398b7b4263','diagnosed_on',0,NULL,NULL,NULL,'2026-08-19',X'94fd767dfc251a78a1f0c63715183461',X'1728a7329c07f162183f12ebcf39be516fa78d9c6aa4e2f02e24b4bd3619c12a');
INSERT INTO journal_change VALUES(3,137,'add','illness',1,X'9a81ebe9d9073815cf731b398b7b4263','stage',0,NULL,NULL,NULL,'诱导缓解后，中危',X'aa44cb1f5c230221472357fbec1598d7',X'25e72cae0df81ad1d481f0059f9f032c9c8cee794564a743da8f98c36945adb2');
INSERT INTO journal_change VALUES(3,138,'add','illness',1,X'9a81ebe9d9073815cf731b398b7b4263','accident',0,NULL,NULL,NULL,'no',X'09d0e09ab4b4adcb469c0bf2094aeb4c',X'23273f6568f8580aab6250421816dbdad16eeea2a08c40a9051fea2ab9193991');
INSERT INTO journal_change VALUES(3,139,'add','illness',1,X'9a81ebe9d9073815cf731b398b7b4263','third_party',0,NULL,NULL,NULL,'no',X'a33e4d61b68392309543136740bd3761',X'6596739be613daece733424a0760a6d143558925c399dd2db004c8804d3196d7');
INSERT INTO journal_change VALUES(3,140,'add','illness',1,X'9a81ebe9d9073815cf731b398b7b4263','hospital',0,NULL,NULL,NULL,'某大学附属第二医院',X'e78f22aa35bb970e10e5d45c86d43491',X'f07ca2a701b5589a33bd08f60f34e239b64ca9f40e130112f39a8a9177863d0b');
INSERT INTO journal_change VALUES(3,141,'add','illness',1,X'9a81ebe9d9073815cf731b398b7b4263','hospital_level',0,NULL,NULL,NULL,'32',X'4a12970b2fc8678f9659fb57bfbebfb5',X'6085c3c7070d5b3168b1627d84e00fd2b2a22f1a08adb34207029d34048dd9f7');
INSERT INTO journal_change VALUES(3,142,'add','illness',1,X'9a81ebe9d9073815cf731b398b7b4263','department',0,NULL,NULL,NULL,'儿童血液科',X'bcea87ea0e442e8d969628f6bce16b36',X'8d9c0c49c08774b6f1344e02d0c2e07503352418bb443df91d9e63bfd9bf3129');
INSERT INTO journal_change VALUES(3,143,'add','illness',1,X'9a81ebe9d9073815cf731b398b7b4263','doctor',0,NULL,NULL,NULL,'周医生',X'4509794da37d333b6be71ecab70814d9',X'c784c55e2c709c575496042d3a7b91759a1e9017471757f135771d92e4467e14');
INSERT INTO journal_change VALUES(3,144,'add','illness',1,X'9a81ebe9d9073815cf731b398b7b4263','inpatient_no',0,NULL,NULL,NULL,'B2608190',X'9b8ae92ceacae33056f5d4f34c93e6df',X'42e1c8a44638b4414fbbf361b43d2a61d82a39ae772eec133d62d4c2d4a666f0');
INSERT INTO journal_change VALUES(3,145,'add','illness',1,X'9a81ebe9d9073815cf731b398b7b4263','bed',0,NULL,NULL,NULL,'12',X'96fbf31b51f8c128e9620fccc2e7127b',X'9d61c9dacefca001742f9830875ea2a9f5192c9ac591d004b9ec3909bc396175');
INSERT INTO journal_change VALUES(3,146,'add','illness',1,X'9a81ebe9d9073815cf731b398b7b4263','admitted_on',0,NULL,NULL,NULL,'2026-08-18',X'01a09fa6ba985fb657a69689fceedd02',X'eb8508f1a63b6f2aeb3e6bac04cb357528f82232ff1045951cda92d0bd7aa20f');
INSERT INTO journal_change VALUES(3,147,'add','illness',1,X'9a81ebe9d9073815cf731b398b7b4263','condition',0,NULL,NULL,NULL,'确诊B系急性淋巴细胞白血病，已完成诱导缓解，需巩固与强化化疗，必要时异基因造血干细胞移植。',X'cd9cc237d085d938aeaa1a655221227d',X'7bc521594ababf948bad392aced60d748594b240358254abcca7efe7421a0994');
INSERT INTO journal_change VALUES(3,148,'add','expense',1,X'3ec5b974caf13f044a13d578ffc59605','case_id',0,NULL,NULL,NULL,1,X'05b418696830aeda28b7639f28c5d469',X'd554b3fc55fc574df4373286902d9044b06597ea0f0d62cd0ca728398b0f3ceb');
INSERT INTO journal_change VALUES(3,149,'add','expense',1,X'3ec5b974caf13f044a13d578ffc59605','place',0,NULL,NULL,NULL,1024,X'b173998bb310fc755edd40c9e2ca91d3',X'13ce8fc19040d9c184d35a48f390ff957d85509757f3c6944f733d3553035b20');
INSERT INTO journal_change VALUES(3,150,'add','expense',1,X'3ec5b974caf13f044a13d578ffc59605','from_on',0,NULL,NULL,NULL,'2026-08-18',X'5a187a516da8874b0f8a3a680909ce71',X'410df73e373fc5067ac9fe2fdb3d79545dd4564c02a26cb3bd5adea5d676159f');
INSERT INTO journal_change VALUES(3,151,'add','expense',1,X'3ec5b974caf13f044a13d578ffc59605','to_on',0,NULL,NULL,NULL,'2026-10-20',X'7b8ebc3004f1a589ef6314d86c11b5aa',X'ee5d3612edb3c4cc2ad969df32dfd0079d4cfef2e22170dd59c4df1f017369a5');
INSERT INTO journal_change VALUES(3,152,'add','expense',1,X'3ec5b974caf13f044a13d578ffc59605','category',0,NULL,NULL,NULL,'13',X'9f3da253fa4c7494771f52a0d594061f',X'096e226a1d3c05d189ec9d32e6cbb7c9d53112ac68db7c28c7fac97c4d331eb1');
INSERT INTO journal_change VALUES(3,153,'add','expense',1,X'3ec5b974caf13f044a13d578ffc59605','amount_fen',0,NULL,NULL,NULL,8640000,X'381d435440e7f5d8a4cb87778784b393',X'18a96bb88bd8901e1d3d3bc6c794df834379fad6a4a3d56a553a0575fc3bd6f8');
INSERT INTO journal_change VALUES(3,154,'add','expense',1,X'3ec5b974caf13f044a13d578ffc59605','insured_fen',0,NULL,NULL,NULL,4100000,X'4e73ac5cb403862c59b3ac8340e1f7a1',X'a754353d49bcf471a5a67084b666521b85aef5a3e1e9db20163606a05e8856be');
INSERT INTO journal_change VALUES(3,155,'add','expense',1,X'3ec5b974caf13f044a13d578ffc59605','self_fen',0,NULL,NULL,NULL,4540000,X'0216181bf8a705b318a6a8f14bd6e1a6',X'5591d83e48c1b29fd2f34967c9f0937c5088ff6c76b13c376b5751f1d53e7897');
INSERT INTO journal_change VALUES(3,156,'add','expense',1,X'3ec5b974caf13f044a13d578ffc59605','invoice_no',0,NULL,NULL,NULL,'0260820011',X'a8dc03e20dfb73bcb9e826baa016c038',X'36ed989d9bd08414b50d12fdf1c89933d3518d1fedf3260ce023a165bf23127e');
INSERT INTO journal_change VALUES(3,157,'add','expense',2,X'abaf32c7108c9e1512c45611f014b6c4','case_id',0,NULL,NULL,NULL,1,X'098d90b11558bd2473250bd08a48d944',X'ef0c1f0da3d2a8a61af667d829a9a98e4ca35d342ec5356bdc45ec0ab5936a17');
INSERT INTO journal_change VALUES(3,158,'add','expense',2,X'abaf32c7108c9e1512c45611f014b6c4','place',0,NULL,NULL,NULL,2048,X'1ead88481262b9c90eeb244dd79925a1',X'911d70d28245e46e9281349cdb456f48c874a3736b7934582a0c39a9307653d6');
INSERT INTO journal_change VALUES(3,159,'add','expense',2,X'abaf32c7108c9e1512c45611f014b6c4','from_on',0,NULL,NULL,NULL,'2026-08-18',X'cc15b8a7c4a44725b7be1c71a0e1b574',X'd6894f7609ab5fa816f8df89a753047ddc864685330f401077cf623a04be14db');
INSERT INTO journal_change VALUES(3,160,'add','expense',2,X'abaf32c7108c9e1512c45611f014b6c4','to_on',0,NULL,NULL,NULL,'2026-10-20',X'9f4afb275819ec828584b8fa01200a8b',X'651521390941f6def8fea61aaca7cfabb7728ea177fd521925352ef824b43334');
INSERT INTO journal_change VALUES(3,161,'add','expense',2,X'abaf32c7108c9e1512c45611f014b6c4','category',0,NULL,NULL,NULL,'6',X'97fe7623b32d7c0e197a21c928e3259b',X'28496d005976dac2358ced30934a92d5f614c7fad003ea4d621316b9c449f7c0');
INSERT INTO journal_change VALUES(3,162,'add','expense',2,X'abaf32c7108c9e1512c45611f014b6c4','amount_fen',0,NULL,NULL,NULL,2350000,X'36b8abfb76f1808a6d9fe647a0cb51ac',X'47ac727ec2a1f67f63e8731169164260ad8c185bfa96c305590837d835f3e882');
INSERT INTO journal_change VALUES(3,163,'add','expense',2,X'abaf32c7108c9e1512c45611f014b6c4','insured_fen',0,NULL,NULL,NULL,1200000,X'76c92e86ea15ef61564254f1012818e6',X'fede94478ef7dbc622e8535ac28051cc2fc9abc17a72e4902f2be8fdca53ac3e');
INSERT INTO journal_change VALUES(3,164,'add','expense',2,X'abaf32c7108c9e1512c45611f014b6c4','self_fen',0,NULL,NULL,NULL,1150000,X'6a31b50e52d4231292bbbb6424f1197d',X'7bd465f9e9c34c2714b37c01b6621f84daba67b105f44232ee11c961f4e31f42');
INSERT INTO journal_change VALUES(3,165,'add','expense',2,X'abaf32c7108c9e1512c45611f014b6c4','invoice_no',0,NULL,NULL,NULL,'0260820012',X'0990fb9ebae428f631d95d4ce0997e7d',X'6291dc27fe3772fa9ad58c6c9e49ba4de79ca26675733ced7988b8a530d30713');
INSERT INTO journal_change VALUES(3,166,'add','expense',3,X'e6f1275e0ba4ca145de65a8c54563f4c','case_id',0,NULL,NULL,NULL,1,X'f43605d5b637cfd718fa6089f8892cc5',X'ee907b8721b27bdb38808f6b7642f55cc464da68d6c2e3fe8d79580da2717934');
INSERT INTO journal_change VALUES(3,167,'add','expense',3,X'e6f1275e0ba4ca145de65a8c54563f4c','place',0,NULL,NULL,NULL,3072,X'c43f9dff248d16d2fc3f8bc266dec199',X'7322b0371881afb745db55358154d4732e65c3a0a28bcac5d73d26843eff37c1');
INSERT INTO journal_change VALUES(3,168,'add','expense',3,X'e6f1275e0ba4ca145de65a8c54563f4c','from_on',0,NULL,NULL,NULL,'2026-08-18',X'cf3004e10daa4104eca7f55594e66a9e',X'ef1dcc0ff5cef59723d659c86f30d8164851e43b11ce5bdbaff30be41fe25c45');
INSERT INTO journal_change VALUES(3,169,'add','expense',3,X'e6f1275e0ba4ca145de65a8c54563f4c','to_on',0,NULL,NULL,NULL,'2026-10-20',X'701e0167b0f66f2048203d7910eefc7d',X'803853259736fc474c09c6fb084c36574c8137e93648bdbf415a1366c88d98ba');
INSERT INTO journal_change VALUES(3,170,'add','expense',3,X'e6f1275e0ba4ca145de65a8c54563f4c','category',0,NULL,NULL,NULL,'16',X'5218033afe4270b5940c0c55806f32f9',X'2954335ca081f11a2f01c251617824d48e62ab26d36cd5fab4cd546493012cfc');
INSERT INTO journal_change VALUES(3,171,'add','expense',3,X'e6f1275e0ba4ca145de65a8c54563f4c','amount_fen',0,NULL,NULL,NULL,1920000,X'28ec480694370e4129abde6916c98d26',X'5fb11e1d039788c0a264e91cd9a92d0e64efb5f2bd176b809db2be83fe9a2685');
INSERT INTO journal_change VALUES(3,172,'add','expense',3,X'e6f1275e0ba4ca145de65a8c54563f4c','insured_fen',0,NULL,NULL,NULL,1000000,X'e9321461a5f68bb3610a22716ed2a95a',X'e4dd813eff70561642f91e6e02c3b71740ece683731a3cc162e804c4c945cecd');
INSERT INTO journal_change VALUES(3,173,'add','expense',3,X'e6f1275e0ba4ca145de65a8c54563f4c','self_fen',0,NULL,NULL,NULL,920000,X'bb51df45cab2b0f940fa1fd722dcf06b',X'31a246a507b8260a92077da48d724c53f3a3cdc1e67b21781c177a530883b8e4');
INSERT INTO journal_change VALUES(3,174,'add','expense',3,X'e6f1275e0ba4ca145de65a8c54563f4c','invoice_no',0,NULL,NULL,NULL,'0260820013',X'2129faa2ae2cfec2d6b0a32ed598468f',X'f98eccc27c43d0d27940d0fcf871642d923444587a869c71ccc9654b2a78365f');
INSERT INTO journal_change VALUES(3,175,'add','expense',4,X'9bdd5d5450d82b3f5c263629f6799545','case_id',0,NULL,NULL,NULL,1,X'5bbc4fb557e81752bb0aae62d1fe8e6d',X'8581fc3df9fa409c421aa1a839a1f3a618cf5d81fa5ac36606f36aa6a9fe5419');
INSERT INTO journal_change VALUES(3,176,'add','expense',4,X'9bdd5d5450d82b3f5c263629f6799545','place',0,NULL,NULL,NULL,4096,X'401c8e83f287957ff2c161631fca096a',X'8f0c7b10ceb69b4c387487a274dc2641312525129a291ee1842555533150df0d');
INSERT INTO journal_change VALUES(3,177,'add','expense',4,X'9bdd5d5450d82b3f5c263629f6799545','from_on',0,NULL,NULL,NULL,'2026-08-18',X'583fdc3ec9fe339865f799c282bc4872',X'f10cd244a8f5fe7a5bef25cb6a17521a2be1cb69ea1cc221c2bf604eb5319c8c');
INSERT INTO journal_change VALUES(3,178,'add','expense',4,X'9bdd5d5450d82b3f5c263629f6799545','to_on',0,NULL,NULL,NULL,'2026-10-20',X'753fc1227049cf4545ab01385fdeae4f',X'b42c52f0c2e37b719858a8b1b732746dc27aeac079e97c0fc9bf9d9da6afd526');
INSERT INTO journal_change VALUES(3,179,'add','expense',4,X'9bdd5d5450d82b3f5c263629f6799545','category',0,NULL,NULL,NULL,'1',X'0788863e2b24c69534d8b09c1b1aec92',X'68169b6faa762cda5c778cb2bf553100d2e8986394b025672400526eb0ffc42e');
INSERT INTO journal_change VALUES(3,180,'add','expense',4,X'9bdd5d5450d82b3f5c263629f6799545','amount_fen',0,NULL,NULL,NULL,1310000,X'ce806ad1d4ac1089a9c85ba8efb2e472',X'a942f05fdc30074ab64da7414bd03f1c6ab0deca25b83a2df3369595c97dd93c');
INSERT INTO journal_change VALUES(3,181,'add','expense',4,X'9bdd5d5450d82b3f5c263629f6799545','insured_fen',0,NULL,NULL,NULL,800000,X'ff86661983e4c37f58b6a0b594cc9f25',X'5578438a2bc6903ef9e056e7dcacacaf9f48ee20c70074cfea752b26c8478a99');
INSERT INTO journal_change VALUES(3,182,'add','expense',4,X'9bdd5d5450d82b3f5c263629f6799545','self_fen',0,NULL,NULL,NULL,510000,X'b37fbe4d30da30e13d7c49257a791cef',X'418f4f9e15997333578b70a9915cecd2c5553b409e0ebf1aaa0a897b0583bee9');
INSERT INTO journal_change VALUES(3,183,'add','expense',4,X'9bdd5d5450d82b3f5c263629f6799545','invoice_no',0,NULL,NULL,NULL,'0260820014',X'af30c787161b8752722316f919c82406',X'66413c4a1cce8b14f177bca5037629e24c10cec9b5bb2235f6028b8102203b99');
INSERT INTO journal_change VALUES(3,184,'add','plan',1,X'722a6fee5de433a77a357235e4434c86','case_id',0,NULL,NULL,NULL,1,X'42a5b7e4a4787106c4d79b328b48cb9f',X'66d691bc5a3964c10a2cc1891f6940a0c6b7eeb5dfe621a30b5b8cd6d9d952d9');
INSERT INTO journal_change VALUES(3,185,'add','plan',1,X'722a6fee5de433a77a357235e4434c86','place',0,NULL,NULL,NULL,1024,X'c39e4a2859fda3e326055c61b2f02a6b',X'ce218596d8ff835d948b193805f300add472c759fd3c8e574400acb65edcb064');
INSERT INTO journal_change VALUES(3,186,'add','plan',1,X'722a6fee5de433a77a357235e4434c86','phase',0,NULL,NULL,NULL,'巩固治疗',X'763cf80d2b4ecd3ad20e6765e24cc041',X'e4fdb2d8e7e2eb4464cc0612c7c27f36ea4275ef8083b3339691d49241055d88');
INSERT INTO journal_change VALUES(3,187,'add','plan',1,X'722a6fee5de433a77a357235e4434c86','item',0,NULL,NULL,NULL,'大剂量甲氨蝶呤化疗4程',X'93b3619724a6987378fd43f8a725eeef',X'088d139aaafcf2c015ddacb4abeb0f94b0b5670ad921101f4117fd0a5443e1f4');
INSERT INTO journal_change VALUES(3,188,'add','plan',1,X'722a6fee5de433a77a357235e4434c86','category',0,NULL,NULL,NULL,'13',X'27a2e791d6d15d246bee604cf88131b9',X'54873b6da6b6abf3abf249ef0958d4bbd09c72116936989398e21de7143ab3ac');
INSERT INTO journal_change VALUES(3,189,'add','plan',1,X'722a6fee5de433a77a357235e4434c86','hospital',0,NULL,NULL,NULL,'某大学附属第二医院',X'7dc54165cba67d9936e02e03de081187',X'58f9d7d555140a99251a927daf359764dbcd6130f16b580a6ed74470f6b651f5');
INSERT INTO journal_change VALUES(3,190,'add','plan',1,X'722a6fee5de433a77a357235e4434c86','doctor',0,NULL,NULL,NULL,'周医生',X'b686512a1aa654b837d128e527b70174',X'8bff6baf9f96764c22f7cee3476731e471ae16cd89457fccc650d3bec10c9d33');
INSERT INTO journal_change VALUES(3,191,'add','plan',1,X'722a6fee5de433a77a357235e4434c86','from_on',0,NULL,NULL,NULL,'2026-11-25',X'f9ad3db8448e019f0a877ab03d5e7664',X'dc0710829c88c36cdfb13edea82227607196829e74630979aa5e436b9bac25d6');
INSERT INTO journal_change VALUES(3,192,'add','plan',1,X'722a6fee5de433a77a357235e4434c86','to_on',0,NULL,NULL,NULL,'2027-02-10',X'9c3cbb629bbe9a341008f029210f6fdb',X'42bb74da32454a93ec20cd8695c960bd126b6699b065ee81ec8e1f4707c95c03');
INSERT INTO journal_change VALUES(3,193,'add','plan',1,X'722a6fee5de433a77a357235e4434c86','estimate_fen',0,NULL,NULL,NULL,14000000,X'2d484cabf02e9c385bf67eb5331dee49',X'4e85bd7e14d375b84ebf8dbb7afe0d759ceed52eff939f01a1f3f7dbe16c5378');
INSERT INTO journal_change VALUES(3,194,'add','plan',1,X'722a6fee5de433a77a357235e4434c86','insured_fen',0,NULL,NULL,NULL,6500000,X'5248c253229a5025a42c578fefda7253',X'3a65c9c3f6d2fabd0b532d93c39e682843330a73ff75d1cb0d29e11ffce1f9c8');
INSERT INTO journal_change VALUES(3,195,'add','plan',1,X'722a6fee5de433a77a357235e4434c86','basis',0,NULL,NULL,NULL,'doctor_estimate',X'15df2db5ba3dc2adc5f90e2e20051f7a',X'e608c594cc0bc53770c2d5827ef0324313a343350c65c77581ad7a8589f17d07');
INSERT INTO journal_change VALUES(3,196,'add','plan',2,X'6ba86cd819a346b6c406a7a70adf3f3a','case_id',0,NULL,NULL,NULL,1,X'2fd99ae250cdd7bfaeb024be33c8a729',X'e6510ebf8ef909a2f7b46c8f7a38fb2358e0e8f20eb64fa5007124358add8647');
INSERT INTO journal_change VALUES(3,197,'add','plan',2,X'6ba86cd819a346b6c406a7a70adf3f3a','place',0,NULL,NULL,NULL,2048,X'cb39a53808c2bdf1ff5696cadd43d4e1',X'a6a063fdf7aa14cd29b6b609f5d748de0138f9bc5901bdfe5ae0e0ea245123fe');
INSERT INTO journal_change VALUES(3,198,'add','plan',2,X'6ba86cd819a346b6c406a7a70adf3f3a','phase',0,NULL,NULL,NULL,'强化治疗',X'389ec41c9c4dd5079dbd7b01cf63b0b4',X'1ff063141b28cc030e6a41621dffdb6ac0c843d27faba5342ba639ce021ef1b0');
INSERT INTO journal_change VALUES(3,199,'add','plan',2,X'6ba86cd819a346b6c406a7a70adf3f3a','item',0,NULL,NULL,NULL,'延迟强化化疗',X'd811d4f4629a56c83d9bec5c6ca790a4',X'09a90fe6f271ee70fc0bf32e4bb27a0f92f96dbf6c95470414a6b8d7ed432560');
INSERT INTO journal_change VALUES(3,200,'add','plan',2,X'6ba86cd819a346b6c406a7a70adf3f3a','category',0,NULL,NULL,NULL,'13',X'37e3a2d4edc7ee0ba57c81f4a37fd4b6',X'98779821cf4eaf7ef406301fc52e2f0718713d70b21319066eda9bb335fd99af');
INSERT INTO journal_change VALUES(3,201,'add','plan',2,X'6ba86cd819a346b6c406a7a70adf3f3a','hospital',0,NULL,NULL,NULL,'某大学附属第二医院',X'f07d1e033447baa2ffb2b0e6704360c6',X'0860b6152060a91795889ff52d9c141a4f6041991d40a980f1fa8049d3f5ab7a');
INSERT INTO journal_change VALUES(3,202,'add','plan',2,X'6ba86cd819a346b6c406a7a70adf3f3a','doctor',0,NULL,NULL,NULL,'周医生',X'f8b94c27b0dfd8d9e361303430cf794f',X'c016ae0f07f9173ee6a7334b1a123d4765676deeaf31963b93fd8efa8331ef77');
INSERT INTO journal_change VALUES(3,203,'add','plan',2,X'6ba86cd819a346b6c406a7a70adf3f3a','from_on',0,NULL,NULL,NULL,'2027-02-20',X'5de3f9c7cc5643adc74b290ac425959b',X'16833019c5622f073926a4defc3153550419e493c1dda7e75abeed24067c829e');
INSERT INTO journal_change VALUES(3,204,'add','plan',2,X'6ba86cd819a346b6c406a7a70adf3f3a','to_on',0,NULL,NULL,NULL,'2027-05-30',X'b615f32dc25543e3b6146a5a9f6e0509',X'7c4a8d4919dc927810a4c02491f55526841a3909c9cfec73bb1a513fc2f1c602');
INSERT INTO journal_change VALUES(3,205,'add','plan',2,X'6ba86cd819a346b6c406a7a70adf3f3a','estimate_fen',0,NULL,NULL,NULL,12000000,X'51f054f97d2168ef2f2c63269cc11a46',X'0b4f1adfdd1924349580f1427a4558ee63dfe8dfef4083c7dfb4fde8deec073c');
INSERT INTO journal_change VALUES(3,206,'add','plan',2,X'6ba86cd819a346b6c406a7a70adf3f3a','insured_fen',0,NULL,NULL,NULL,5500000,X'b3138c4b01bcea19e16f4934ead7b8e3',X'69b9c3c04e8e04b76e46069f27b0ef0ddb3df9931f168b81095c3b5f221e5d37');
INSERT INTO journal_change VALUES(3,207,'add','plan',2,X'6ba86cd819a346b6c406a7a70adf3f3a','basis',0,NULL,NULL,NULL,'doctor_estimate',X'0d4605311d8496a57411c04019a7101a',X'a431801a4132bf69f51dbba6bea206802d34110692a38de6fb57dbed33828e5f');
INSERT INTO journal_change VALUES(3,208,'add','plan',3,X'baf0168a88dd11211fab605f9d8359db','case_id',0,NULL,NULL,NULL,1,X'03b43eaea18b98d3fd2406c59d134da6',X'7a84d48752738e2fb789183a724f4452137b787db59526f9f765a82e5161afef');
INSERT INTO journal_change VALUES(3,209,'add','plan',3,X'baf0168a88dd11211fab605f9d8359db','place',0,NULL,NULL,NULL,3072,X'f9caa9767288d373d8841c8eddf59b67',X'adf373922377273055c6382b3154427c504c30d37f082ffe9ae9ce8a70852499');
INSERT INTO journal_change VALUES(3,210,'add','plan',3,X'baf0168a88dd11211fab605f9d8359db','phase',0,NULL,NULL,NULL,'备用',X'c56c6a85eb67506ab8be1ec83eb6d853',X'56a40e7cfd926f0705c911ee3159b198911d3e9226dcc61defefdb2678136df8');
INSERT INTO journal_change VALUES(3,211,'add','plan',3,X'baf0168a88dd11211fab605f9d8359db','item',0,NULL,NULL,NULL,'异基因造血干细胞移植',X'fd9297951ed301cd6ad00d6a51b92ce3',X'64a01c478700746adff4edc93d3c908abfd425bef9fcb090890027ab26877411');
INSERT INTO journal_change VALUES(3,212,'add','plan',3,X'baf0168a88dd11211fab605f9d8359db','category',0,NULL,NULL,NULL,'33',X'6d46a78d8e3c782f15ca518f7cbd6ecb',X'e06c5c5b0693f73eb28611a1d4be219f69c71f9cebe0001614cb3c863a966aa1');
INSERT INTO journal_change VALUES(3,213,'add','plan',3,X'baf0168a88dd11211fab605f9d8359db','hospital',0,NULL,NULL,NULL,'某大学附属第二医院',X'12d0760ffe3ad02601d5502906c4b892',X'3fab401bc6c7503363704e904a7d16947bd83b3b37d3e5f9755f10a5b02f801a');
INSERT INTO journal_change VALUES(3,214,'add','plan',3,X'baf0168a88dd11211fab605f9d8359db','doctor',0,NULL,NULL,NULL,'周医生',X'1d07d53559484b9e9241dfc9209c1575',X'5be1a1f02cd80ba68a35afffe31164eb5a9a17366464130538fdfe24275e1d51');
INSERT INTO journal_change VALUES(3,215,'add','plan',3,X'baf0168a88dd11211fab605f9d8359db','from_on',0,NULL,NULL,NULL,'2027-06-15',X'7cc08c58d6e8056d90644e2ba8ce34ee',X'fc48a1cf732967b5307877274b78001140b35fc0d30f337ed3767f41b8089a5b');
INSERT INTO journal_change VALUES(3,216,'add','plan',3,X'baf0168a88dd11211fab605f9d8359db','to_on',0,NULL,NULL,NULL,'2027-09-30',X'4629ecfa1fc60919b9814ac4d71bd9f2',X'6e148aed93cb896b0c1cd2eab79ad8d00b7fe6e3b8540fc47e98e42abc148e55');
INSERT INTO journal_change VALUES(3,217,'add','plan',3,X'baf0168a88dd11211fab605f9d8359db','estimate_fen',0,NULL,NULL,NULL,32000000,X'057edbf5b37f14c85282aa5af0221153',X'88cead2c587fd194f082c5ba1d981a007f7355e7fc4b08f1a570ec6fd8e9e5a0');
INSERT INTO journal_change VALUES(3,218,'add','plan',3,X'baf0168a88dd11211fab605f9d8359db','insured_fen',0,NULL,NULL,NULL,15000000,X'fe03b80bc7c2273aff59ec6705fc8424',X'1b9321eed655aa08cbe7a6c6590f0fdcfa8340abd5f250f04dd672c29a1a3a46');
INSERT INTO journal_change VALUES(3,219,'add','plan',3,X'baf0168a88dd11211fab605f9d8359db','basis',0,NULL,NULL,NULL,'hospital_quote',X'83dcbdf6b44361d7d7b6f5e605baa355',X'16e4815ee4e2c936248372b77f68447fa3797702642d05ae2a2dfd594dd5dc37');
INSERT INTO journal_change VALUES(3,220,'add','document',1,X'cead528aeda4887c26b094719c02a78b','case_id',0,NULL,NULL,NULL,1,X'300e207db2fe20aec2d88ade6cf3b2e6',X'0a66dc5f35be312bd4404853d311da3246e57e4e33791c1e9374fdaa874380dd');
INSERT INTO journal_change VALUES(3,221,'add','document',1,X'cead528aeda4887c26b094719c02a78b','place',0,NULL,NULL,NULL,1024,X'4b75bea1e9ab375f849dcafa704e861a',X'0557a0cf64218c49b575eaa7000bfcb6fcc84b8077b8c617a14c487aa40abb86');
INSERT INTO journal_change VALUES(3,222,'add','document',1,X'cead528aeda4887c26b094719c02a78b','code',0,NULL,NULL,NULL,'D03',X'94e70f2282faa9273f67ea9e18045e05',X'7870a3e5a30f9fd287e75bfbb7a8b71c5726e548540918baa52b3f3f74dc51f7');
INSERT INTO journal_change VALUES(3,223,'add','document',1,X'cead528aeda4887c26b094719c02a78b','state',0,NULL,NULL,NULL,'verified',X'5ac91bf17c2679a9cb652dcb1206c248',X'b45075a7f43324e7bb0724da8ad8276178553be1dfdf6cb952b0835edf8db2e4');
INSERT INTO journal_change VALUES(3,224,'add','document',1,X'cead528aeda4887c26b094719c02a78b','seen_original',0,NULL,NULL,NULL,'yes',X'5e45e1eaa0696dda5ae9e5f8cee43e6b',X'69c832e49ec1e49fac7dd3d1ccffee5ebc386d683615e610e2a271b765cec14c');
INSERT INTO journal_change VALUES(3,225,'add','document',1,X'cead528aeda4887c26b094719c02a78b','sealed',0,NULL,NULL,NULL,'yes',X'be7c55799f2e46ba15ffab3d855879fd',X'd4d3a1a31ea3cf5feeabb3bba5f29daaaa0521458fd2a1b6e00bd4b406f4fccf');
INSERT INTO journal_change VALUES(3,226,'add','document',1,X'cead528aeda4887c26b094719c02a78b','issued_on',0,NULL,NULL,NULL,'2019-03-20',X'f2c175202e4123b2a77da0cfdf75750b',X'474bd8b5dbe8b89f1d5788190180d1acb2f4707246dbccaf4471aff7346cadf3');
INSERT INTO journal_change VALUES(3,227,'add','document',1,X'cead528aeda4887c26b094719c02a78b','pages',0,NULL,NULL,NULL,1,X'5a900d9ff3a4ba9ab13cebb320c4c616',X'63ceec43159b122d463eb6af1ba842df9ba82d5aa0bb0d2509d499c2f4071757');
INSERT INTO journal_change VALUES(3,228,'add','document',1,X'cead528aeda4887c26b094719c02a78b','later',0,NULL,NULL,NULL,0,X'f1e81278f72b71e2f10788360d2d44b0',X'a11526cca6f136fd6158c4f1d1a68616b7e434af692a2716c0482670c3fe188d');
INSERT INTO journal_change VALUES(3,229,'add','document',2,X'd2319d270f5076800a328ea69348cb4e','case_id',0,NULL,NULL,NULL,1,X'2d3b7eeb83c702454773290bf70277bc',X'f3d68cadcc613ef5039ae472e7db0ac9ab6609020f1c35e3d3071c0fe3414df5');
INSERT INTO journal_change VALUES(3,230,'add','document',2,X'd2319d270f5076800a328ea69348cb4e','place',0,NULL,NULL,NULL,2048,X'21763477da539fd6ddfb281a090179ef',X'b56690542eab3b081387f366b2bcefb988496a82cb338fd8455e9e97103ba4db');
INSERT INTO journal_change VALUES(3,231,'add','document',2,X'd2319d270f5076800a328ea69348cb4e','code',0,NULL,NULL,NULL,'D04',X'fffe9a65f51dc659a311835e468ff7d7',X'68176b0cd92047ece9464b856f932faf185aa7e171b1b9063b9829894016599e');
INSERT INTO journal_change VALUES(3,232,'add','document',2,X'd2319d270f5076800a328ea69348cb4e','state',0,NULL,NULL,NULL,'verified',X'2bc144e28ba1af4b14fbc8b048e17780',X'0fc297d32c09deb2fc35f83654667c6ec125464932c74cfa81b4948c6153bb84');
INSERT INTO journal_change VALUES(3,233,'add','document',2,X'd2319d270f5076800a328ea69348cb4e','seen_original',0,NULL,NULL,NULL,'yes',X'fd46a8f5c2da39d2a0381994958817ac',X'15ba429df2d59a57bdb36a3663a709a01443dcac4580a8825bee43e3e3364ca4');
INSERT INTO journal_change VALUES(3,234,'add','document',2,X'd2319d270f5076800a328ea69348cb4e','sealed',0,NULL,NULL,NULL,'yes',X'0b9d089672261a372cf3931dd41421ef',X'63d1a47a09743062b4354901807053d1997b178f5606b39ffa06b362af6a5d72');
INSERT INTO journal_change VALUES(3,235,'add','document',2,X'd2319d270f5076800a328ea69348cb4e','issued_on',0,NULL,NULL,NULL,'2016-05-01',X'2873e169e63bc04948834e9eee08edb0',X'2814234fb709b0a5a47a109d4685cbe80f006f1da7d4b993085e3a35af88d081');
INSERT INTO journal_change VALUES(3,236,'add','document',2,X'd2319d270f5076800a328ea69348cb4e','pages',0,NULL,NULL,NULL,1,X'68be2384ff30d8395c8f158d1955be38',X'11c2c1ac4a3f31e28425cd1aa6da080c39beff03549bd5241374e933f5a49157');
INSERT INTO journal_change VALUES(3,237,'add','document',2,X'd2319d270f5076800a328ea69348cb4e','later',0,NULL,NULL,NULL,0,X'2c1f2ab57c78c56d5c6bed0b63343e44',X'9bb353945432fea737ecc790707618cf11ea58769af4a494c4bf27d9a219735c');
INSERT INTO journal_change VALUES(3,238,'add','document',3,X'78a3bfc4feb0c3223f7b3d24389d2d89','case_id',0,NULL,NULL,NULL,1,X'ff3d3c30a42fb6652f531efdad2d1354',X'966e72d119d21f6eda4968caf87a57b77fbd445b39f892665f76567940e15646');
INSERT INTO journal_change VALUES(3,239,'add','document',3,X'78a3bfc4feb0c3223f7b3d24389d2d89','place',0,NULL,NULL,NULL,3072,X'c252c06a6f84e3ce6c5716d037c23eff',X'd69ea7b53b8c5da5c5376f28d57c0e0c6da6a2a791c57c171701d446e10a3342');
INSERT INTO journal_change VALUES(3,240,'add','document',3,X'78a3bfc4feb0c3223f7b3d24389d2d89','code',0,NULL,NULL,NULL,'D05',X'aa4a4ae148d12236fa9b91d160f7c09a',X'6db7066e4561bc06e32f7c648d50e85e7190f6093ca1f135772b0c9a9b3be02a');
INSERT INTO journal_change VALUES(3,241,'add','document',3,X'78a3bfc4feb0c3223f7b3d24389d2d89','state',0,NULL,NULL,NULL,'verified',X'252fed38bcaef2903a56a7b577b0900b',X'0baf26c7c74980dbc8ab2830cac5f3686e3d83ce25bad066a44cf869042f8c00');
INSERT INTO journal_change VALUES(3,242,'add','document',3,X'78a3bfc4feb0c3223f7b3d24389d2d89','seen_original',0,NULL,NULL,NULL,'yes',X'aa076ae5b264b297f4672fcb58adb400',X'821de7c5f7c3d82439c5876467fc88cc3707e5171e901e868b5a5a982b1521ef');
INSERT INTO journal_change VALUES(3,243,'add','document',3,X'78a3bfc4feb0c3223f7b3d24389d2d89','sealed',0,NULL,NULL,NULL,'yes',X'a0811f6aebb7f0e3a9056f0977b05384',X'6872806035d23d80ed754ca79e31b3ab1f1c3d812946c54dae62bf91cb84fc19');
INSERT INTO journal_change VALUES(3,244,'add','document',3,X'78a3bfc4feb0c3223f7b3d24389d2d89','issued_on',0,NULL,NULL,NULL,'2016-05-01',X'9aaca3a6214aaa9498410383163ae316',X'bc7859153d2a2a0fe4348fd7b56c1d8d22df1e31b10f390f94b7d670fe83748f');
INSERT INTO journal_change VALUES(3,245,'add','document',3,X'78a3bfc4feb0c3223f7b3d24389d2d89','pages',0,NULL,NULL,NULL,1,X'9f636f7b65d707ba125014eb537141bb',X'22b7b44a2f7ff297f662542bce9f2394ef19e044ec03fd6928c8d04b50be9e88');
INSERT INTO journal_change VALUES(3,246,'add','document',3,X'78a3bfc4feb0c3223f7b3d24389d2d89','later',0,NULL,NULL,NULL,0,X'7a02ebe2f7087631d9f0c660f9d16014',X'ca19406ef839b5dd9da6a9dedefa6f7756975cba7202dc2ff935359f30141c8e');
INSERT INTO journal_change VALUES(3,247,'add','document',4,X'bc773d9332cfe04f8c0aab3176e29bc1','case_id',0,NULL,NULL,NULL,1,X'4872eed832a57149c6bb98945cfba801',X'3b5af228f003805fd2fdce8063131c9b6bb22754a713e9fbed188679a5ca9150');
INSERT INTO journal_change VALUES(3,248,'add','document',4,X'bc773d9332cfe04f8c0aab3176e29bc1','place',0,NULL,NULL,NULL,4096,X'00ddd40a3267c1b1a48770914a37391b',X'd4ff4dec91d2b70decdd845ef86a6489ab38b70bc89867bb28325ca9a4d0e421');
INSERT INTO journal_change VALUES(3,249,'add','document',4,X'bc773d9332cfe04f8c0aab3176e29bc1','code',0,NULL,NULL,NULL,'D06',X'82d253827364a7c9b8dfadd400ec1515',X'4e56692ca0640901b9e69e152ed657fa9a8cd87754a503311743273501d61589');
INSERT INTO journal_change VALUES(3,250,'add','document',4,X'bc773d9332cfe04f8c0aab3176e29bc1','state',0,NULL,NULL,NULL,'verified',X'93ab7141e1f1d4307420708f3b364b2c',X'48f1ae21f4d083cb05f6bb43f2a91676e630b8bfde4a41f2e3c4147c677963e7');
INSERT INTO journal_change VALUES(3,251,'add','document',4,X'bc773d9332cfe04f8c0aab3176e29bc1','seen_original',0,NULL,NULL,NULL,'yes',X'253c7df20d715db78bc900103fa08c8d',X'b82c7552ab8f7edbb1b96d23c2cf3ccba33a109490d004212672ac37b573f19c');
INSERT INTO journal_change VALUES(3,252,'add','document',4,X'bc773d9332cfe04f8c0aab3176e29bc1','sealed',0,NULL,NULL,NULL,'yes',X'f9716421214a6d6bf252bf8f882c063d',X'f7f176772743d9e948ccd21c5277fae80d6347a57426c2b7997880642672dd44');
INSERT INTO journal_change VALUES(3,253,'add','document',4,X'bc773d9332cfe04f8c0aab3176e29bc1','issued_on',0,NULL,NULL,NULL,'2019-03-20',X'1250626d78bcd4ee61e6d0f81180b566',X'5101715d6217c466127ef0d2cdc08d56622ab170b3f42460ac1cf6e3e59232ab');
INSERT INTO journal_change VALUES(3,254,'add','document',4,X'bc773d9332cfe04f8c0aab3176e29bc1','pages',0,NULL,NULL,NULL,1,X'a5658948aa913110c5b7fdeee30a4e05',X'a3845a1c3f2bf29bb91233f445d102f10a6af9d72006487318c70e135f362778');
INSERT INTO journal_change VALUES(3,255,'add','document',4,X'bc773d9332cfe04f8c0aab3176e29bc1','later',0,NULL,NULL,NULL,0,X'0dc59fd7e25099b776672a0f7614d7cd',X'daaff65c74c2c6b9914303144957e55ee9a7028f35a6a3d023f50a3727912efa');
INSERT INTO journal_change VALUES(3,256,'add','document',5,X'57efad362f3b3b521796744865a8de56','case_id',0,NULL,NULL,NULL,1,X'52809998f97d3c8ec323752c9a0559f4',X'7866d58d303f6f2848bb00b3315b21195813658aac0d02ea89a1f1a2eeba9d56');
INSERT INTO journal_change VALUES(3,257,'add','document',5,X'57efad362f3b3b521796744865a8de56','place',0,NULL,NULL,NULL,5120,X'2ddcd22bd09282560ecaa0d814f0fca8',X'8e86ab44eca15748c7aabf06c3789eba0934b918a22058df5fb75b0f22cb2a6e');
INSERT INTO journal_change VALUES(3,258,'add','document',5,X'57efad362f3b3b521796744865a8de56','code',0,NULL,NULL,NULL,'D09',X'761ca35ae64e0d61609e5c4ad313bf0a',X'95bf8dadaa22fd54dff23b9e69f8b2a0a947f30fb0b43f14895ab38136e27f9e');
INSERT INTO journal_change VALUES(3,259,'add','document',5,X'57efad362f3b3b521796744865a8de56','state',0,NULL,NULL,NULL,'received',X'da796befb63501d2027a3ecf741bcc12',X'2e034528b27750d8150f98fe9050a1cb963d5cc74a3fc65c83e0a5153ed6f9c0');
INSERT INTO journal_change VALUES(3,260,'add','document',5,X'57efad362f3b3b521796744865a8de56','seen_original',0,NULL,NULL,NULL,'yes',X'eab64edb24aee0e09b45eb6d308d2476',X'4485c732ea4145167dac9e693fcc4bc037d8db2d4d3b1bad45bc1b7bf93e19a1');
INSERT INTO journal_change VALUES(3,261,'add','document',5,X'57efad362f3b3b521796744865a8de56','later',0,NULL,NULL,NULL,0,X'bbd4cf4823246f2dae3f8ab6a5729652',X'c925f6c469e08047bd2d00e2c6b15155780ccf3846b51d1b79e6dc06c9e5b395');
INSERT INTO journal_change VALUES(3,262,'add','document',6,X'515107926e2d0a6e6220c222b523fdf2','case_id',0,NULL,NULL,NULL,1,X'e3ff04c04ac43cf5c035c6ccfc1aac16',X'a08a0d331b1271aa38d6b774ed1a0fb1e72cf50568b799377ffe0306ccbca763');
INSERT INTO journal_change VALUES(3,263,'add','document',6,X'515107926e2d0a6e6220c222b523fdf2','place',0,NULL,NULL,NULL,6144,X'0d9031295cec314e3a26e2be81921b54',X'f96ea452fd20554b3b6dacb889b48fab85b0ab961c07e4ec9d554bc2e86f4749');
INSERT INTO journal_change VALUES(3,264,'add','document',6,X'515107926e2d0a6e6220c222b523fdf2','code',0,NULL,NULL,NULL,'D11',X'0da404d40ae4c44faf1d327f57cc8944',X'e6fdbe2bba84ac3565258fc5dd5f3a4e81d1bc80f14686ccf4da64c7fe474bb5');
INSERT INTO journal_change VALUES(3,265,'add','document',6,X'515107926e2d0a6e6220c222b523fdf2','state',0,NULL,NULL,NULL,'verified',X'f2ff1baaab2b31f079b3da4f825d3db3',X'1228c7e65ba2e3e2569553780993c819f499e724b25c6cda58197c9786807eb4');
INSERT INTO journal_change VALUES(3,266,'add','document',6,X'515107926e2d0a6e6220c222b523fdf2','seen_original',0,NULL,NULL,NULL,'yes',X'b78fefa9b1b90b9a62b542c5f8bf863a',X'adb88594a256c949105e369c80dbc595f3208d4e1139ca2c21776e17cfa86cfd');
INSERT INTO journal_change VALUES(3,267,'add','document',6,X'515107926e2d0a6e6220c222b523fdf2','sealed',0,NULL,NULL,NULL,'yes',X'1ace3a30cc0bac64ca7fa916718375d2',X'badf3aa745f6d77b9ca7a15fd823db2f9ce3e5c6ee010fa992f730766980f1f4');
INSERT INTO journal_change VALUES(3,268,'add','document',6,X'515107926e2d0a6e6220c222b523fdf2','issuer',0,NULL,NULL,NULL,'某大学附属第二医院',X'b7a80755481094b5101ddea2384dac24',X'91d11c5a095d10fcfca265dad285d4a6973332627e7280f913a57df71e6c0493');
INSERT INTO journal_change VALUES(3,269,'add','document',6,X'515107926e2d0a6e6220c222b523fdf2','issued_on',0,NULL,NULL,NULL,'2026-08-20',X'7f2f8a12fbe6fab54a08e6a718c9447a',X'ed9fb40ac83dd4de4fe6a959744400bca2a2feba46b6f7ae4f274d32c59c2378');
INSERT INTO journal_change VALUES(3,270,'add','document',6,X'515107926e2d0a6e6220c222b523fdf2','pages',0,NULL,NULL,NULL,1,X'd51d4033726c05cf88661a93a2d5b2c3',X'd4bd57fb43ffb98f65d214afd1a865823121bb3cec79985d0a35235f37be5a45');
INSERT INTO journal_change VALUES(3,271,'add','document',6,X'515107926e2d0a6e6220c222b523fdf2','later',0,NULL,NULL,NULL,0,X'360670b54b456cda92f71202d29d4c5a',X'c306a7020c262249a5cbff7443faadfed1dcc6d6f5cbebfe47cd6cc2539cab69');
INSERT INTO journal_change VALUES(3,272,'add','document',7,X'64fe408428a710d9119476563e9b1876','case_id',0,NULL,NULL,NULL,1,X'd3452f5a9b4b7a045572143940e4b1cb',X'ec5d5d664c54a0205fd75eb8ee9c7c526bc5a87af224e6a330d4b79b53490d50');
INSERT INTO journal_change VALUES(3,273,'add','document',7,X'64fe408428a710d9119476563e9b1876','place',0,NULL,NULL,NULL,7168,X'c2d1b887dddde2831c7d7cb5a8daf8a6',X'51c039c957c3870177b049df62f242a93fd2a87dd460b75f706e88298bb80477');
INSERT INTO journal_change VALUES(3,274,'add','document',7,X'64fe408428a710d9119476563e9b1876','code',0,NULL,NULL,NULL,'D12',X'41366d13c933a84a6a8a5e91cf997768',X'c8f426090563f8a50644b4b532332decdbce892ac1e713c01b87e2c862c9e447');
INSERT INTO journal_change VALUES(3,275,'add','document',7,X'64fe408428a710d9119476563e9b1876','state',0,NULL,NULL,NULL,'verified',X'e1d19b33b8b0c4fa56670f4a07550294',X'c678334c05aad1e4399c4c458e82f88ec1615757f15a2a52a7f2654aece7a6a2');
INSERT INTO journal_change VALUES(3,276,'add','document',7,X'64fe408428a710d9119476563e9b1876','seen_original',0,NULL,NULL,NULL,'yes',X'cd890a0076e43344fbcb101226a97c9f',X'cc29fb50b99b8e967ac81c86d073386304a99c98d3a22314da5b7609b72fa72a');
INSERT INTO journal_change VALUES(3,277,'add','document',7,X'64fe408428a710d9119476563e9b1876','sealed',0,NULL,NULL,NULL,'yes',X'c95b0bd9972f077b72a5d3bfea7a2333',X'4ba349fedff3358d9f2538c0fb1ebfd63e91f299b7255e9d9b22fcf06682304d');
INSERT INTO journal_change VALUES(3,278,'add','document',7,X'64fe408428a710d9119476563e9b1876','issued_on',0,NULL,NULL,NULL,'2026-08-18',X'884b3e3b2f977b8ed5f991ca22c66651',X'c56eb9ce0d293edb7b06051e6c44e46de223ce94e02812369e95a4275bee9200');
INSERT INTO journal_change VALUES(3,279,'add','document',7,X'64fe408428a710d9119476563e9b1876','pages',0,NULL,NULL,NULL,1,X'd6a885a8feee66e5bac5f5afe350ec29',X'bf4c8c9b618b046899d7f2bca17b99c46a754bfafba3b057f9d214ef4dd1726c');
INSERT INTO journal_change VALUES(3,280,'add','document',7,X'64fe408428a710d9119476563e9b1876','later',0,NULL,NULL,NULL,0,X'976a61d150150c39fc08cf29e184a6e6',X'77f2564be2950b3ab5089efb29c8b137e15c4bf2417bdfc78fa18f4a9080fa7c');
INSERT INTO journal_change VALUES(3,281,'add','document',8,X'a631b585dc61d2e089affaa9146289ae','case_id',0,NULL,NULL,NULL,1,X'd883cba6b3558d21d8b0795f07f964dc',X'bda6ede818a0d3af8f1bba745895e6d2901935cad5e03540fbf4748684c54cc9');
INSERT INTO journal_change VALUES(3,282,'add','document',8,X'a631b585dc61d2e089affaa9146289ae','place',0,NULL,NULL,NULL,8192,X'bf83b47cdf7da8af8612ed9b2e7684bb',X'90f177fbdf9927642268f6c9255495e6261a9fb526ffefc335d24c88796a465b');
INSERT INTO journal_change VALUES(3,283,'add','document',8,X'a631b585dc61d2e089affaa9146289ae','code',0,NULL,NULL,NULL,'D13',X'eb9f7f17c4d1e9607bbedd40b81aa6dd',X'14d80299de858f39c67d02660449d4824ec0887a145f23b326fb48b0ad00b4e1');
INSERT INTO journal_change VALUES(3,284,'add','document',8,X'a631b585dc61d2e089affaa9146289ae','state',0,NULL,NULL,NULL,'verified',X'02527842edcac892b1c97b8ba4efdf44',X'a37aaa38afa6ac6da6ef52be332a715901fb703afd1a7bcbaacfbb86c224d5d3');
INSERT INTO journal_change VALUES(3,285,'add','document',8,X'a631b585dc61d2e089affaa9146289ae','seen_original',0,NULL,NULL,NULL,'yes',X'5e5d3d57b5fbf9c811e864cfc0fceb28',X'e83d086e19f1bf997288d8b0b2d79cc4e362ed21df00cc6061c879569f7c9f34');
INSERT INTO journal_change VALUES(3,286,'add','document',8,X'a631b585dc61d2e089affaa9146289ae','sealed',0,NULL,NULL,NULL,'yes',X'442dffea3a9df6078db3742d04a962ac',X'1b0d2d0267bef640e45dedf7180f570d8a4e8c1d45fd16dfc5f7b85d2c1c99f9');
INSERT INTO journal_change VALUES(3,287,'add','document',8,X'a631b585dc61d2e089affaa9146289ae','issued_on',0,NULL,NULL,NULL,'2026-08-19',X'947e00d3ba1bea197d5a5b1ff04ecf6a',X'3c42a61e14702303e6cd57a1b32456ad58ef9f4c676f93496efacfb4c88c3561');
INSERT INTO journal_change VALUES(3,288,'add','document',8,X'a631b585dc61d2e089affaa9146289ae','number',0,NULL,NULL,NULL,'BL-26-08771',X'b74bb0729ce0405c908453545c47aa24',X'9e82d7c0c907bf3772b1fe9856ad8571db77f32595f50f5f09975fda56f82158');
INSERT INTO journal_change VALUES(3,289,'add','document',8,X'a631b585dc61d2e089affaa9146289ae','pages',0,NULL,NULL,NULL,1,X'ba55d1324f26d40a6412185ddb50e250',X'6d081358170b971ff4e63422496ec18f74b29d05b3ecc9b6f6b304622aef8e23');
INSERT INTO journal_change VALUES(3,290,'add','document',8,X'a631b585dc61d2e089affaa9146289ae','later',0,NULL,NULL,NULL,0,X'd9a56e61605da20d3b36c9df60682b4d',X'0ad4cb8b5c495138c924c79b16ae7dcf9de79cae3a32f570c484f482f43b8704');
INSERT INTO journal_change VALUES(3,291,'add','document',9,X'c0f3b85e93e24a72f456150b2c8cb59e','case_id',0,NULL,NULL,NULL,1,X'c776d4a377fb7ab46712528b2006ff5c',X'391673dc1353e0846513e708c8a81139aa612390febb1017706c71825893a32f');
INSERT INTO journal_change VALUES(3,292,'add','document',9,X'c0f3b85e93e24a72f456150b2c8cb59e','place',0,NULL,NULL,NULL,9216,X'd3a5a5952d88b9802cecf7dc07f6a3b3',X'45b9a83f094ff942243dcad6a3f8b3fbf7c0805cf255c28de888c693641703ec');
INSERT INTO journal_change VALUES(3,293,'add','document',9,X'c0f3b85e93e24a72f456150b2c8cb59e','code',0,NULL,NULL,NULL,'D14',X'571eb48218ba11b587a06bdbca805454',X'5073b46ecf4b3c3bc6b6b94f0a28570bf77c1bafd56f039ebec5d229d94d675a');
INSERT INTO journal_change VALUES(3,294,'add','document',9,X'c0f3b85e93e24a72f456150b2c8cb59e','state',0,NULL,NULL,NULL,'received',X'ff9a74f3f182d32762fdb18efcf802ff',X'7fdb08dd2c21f8b2e9e1d7ec4e7699b329ab470418aa9c951abc432bd327af3e');
INSERT INTO journal_change VALUES(3,295,'add','document',9,X'c0f3b85e93e24a72f456150b2c8cb59e','seen_original',0,NULL,NULL,NULL,'yes',X'4ee9e7a26f8685868ac76418bb2803db',X'3a77585bc20c56157514dcfdb366e360d546c6df364f4b7e41f481144fcce076');
INSERT INTO journal_change VALUES(3,296,'add','document',9,X'c0f3b85e93e24a72f456150b2c8cb59e','issued_on',0,NULL,NULL,NULL,'2026-10-20',X'33f5c5b34f9e60427544ba01c870476f',X'f98f9a33482a996a95ada627b0585a44944bf2d37a3c408f4da57a2394e137ab');
INSERT INTO journal_change VALUES(3,297,'add','document',9,X'c0f3b85e93e24a72f456150b2c8cb59e','pages',0,NULL,NULL,NULL,6,X'58640f4a50282cb8e5a681c31914360f',X'be626491ad14f566a9daabc50d45ce0aa23f8f60c121be09623cf15979bf93aa');
INSERT INTO journal_change VALUES(3,298,'add','document',9,X'c0f3b85e93e24a72f456150b2c8cb59e','later',0,NULL,NULL,NULL,0,X'cdbf52941b783da5d5015625f7b09082',X'5ab91306a6c2614b08b83ac3dc8b905b90f54e93dfbf4780091d8506bedcd4cd');
INSERT INTO journal_change VALUES(3,299,'add','document',10,X'753af02f674103a0be7d7d6005330d0a','case_id',0,NULL,NULL,NULL,1,X'c0d83ed6ed40a644e1a25f65a1642f6f',X'ba17a57f00e10aafc9892e314c53652a71607e611a49c7e63f76a9c8a9509582');
INSERT INTO journal_change VALUES(3,300,'add','document',10,X'753af02f674103a0be7d7d6005330d0a','place',0,NULL,NULL,NULL,10240,X'7ff9ac75e1927c1f44df35f31e3e30d9',X'029e8e366dafd6446666aa28af45cb40abf701dda0238b240a88b589de3a99b0');
INSERT INTO journal_change VALUES(3,301,'add','document',10,X'753af02f674103a0be7d7d6005330d0a','code',0,NULL,NULL,NULL,'D15',X'61e19cb564360102e63c54906d1400ef',X'fa562403b960e953721b284ae014822a50d4c9e35ff89d83bb6f9be6e2c57072');
INSERT INTO journal_change VALUES(3,302,'add','document',10,X'753af02f674103a0be7d7d6005330d0a','state',0,NULL,NULL,NULL,'verified',X'628690f0947530d6116a75e05feb5a27',X'd412ab9485bad03b1bab2a67e022de6fef7621e4d9a3d25c86380d258ac68424');
INSERT INTO journal_change VALUES(3,303,'add','document',10,X'753af02f674103a0be7d7d6005330d0a','seen_original',0,NULL,NULL,NULL,'yes',X'41de02be01a8b867558c111c824a4568',X'fe323fd03904786c3025e057192e13b32969a823a2cb67f72769e1a6e657617c');
INSERT INTO journal_change VALUES(3,304,'add','document',10,X'753af02f674103a0be7d7d6005330d0a','sealed',0,NULL,NULL,NULL,'yes',X'29afc32699fb8f3a4d04f5fab0677dec',X'fe64d8c94350f30466e3b225bb6df0771df381a8ea2d603888baf5066d90dcef');
INSERT INTO journal_change VALUES(3,305,'add','document',10,X'753af02f674103a0be7d7d6005330d0a','issued_on',0,NULL,NULL,NULL,'2026-11-10',X'6d9712801ab142660bc2a0e88664fa20',X'54c3a7fc2a74650445707feb392e61c9c52f0e4ef2ea1f226889ad0de0b39979');
INSERT INTO journal_change VALUES(3,306,'add','document',10,X'753af02f674103a0be7d7d6005330d0a','pages',0,NULL,NULL,NULL,1,X'6e0f031f8fde0d2e2c901c5857403aed',X'8c050b6bcd09a5922fa368924846258ea3a3b0433174fba60b000e8e68e80db2');
INSERT INTO journal_change VALUES(3,307,'add','document',10,X'753af02f674103a0be7d7d6005330d0a','later',0,NULL,NULL,NULL,0,X'27193e3bcf4e55f576a97e340741537b',X'5db1259fe48a5d9d6718555e1f4b8ab7095b2b59cbb089d1960dba536bb57959');
INSERT INTO journal_change VALUES(3,308,'add','document',11,X'c56bd6dfb1436b1aa98dec62731e1b5c','case_id',0,NULL,NULL,NULL,1,X'0851b27837fbcd2b96442359ec73d191',X'7a93d01106576dccf47b6e0c1885f895abba02d7fb70fc2d209571d92e52413a');
INSERT INTO journal_change VALUES(3,309,'add','document',11,X'c56bd6dfb1436b1aa98dec62731e1b5c','place',0,NULL,NULL,NULL,11264,X'09f02f56ad64657bc8ded974855306e9',X'501d2d5d12e6e1784d321aab0079c6f545fb6dd5fb1f3fd4aa52b9a139ce6910');
INSERT INTO journal_change VALUES(3,310,'add','document',11,X'c56bd6dfb1436b1aa98dec62731e1b5c','code',0,NULL,NULL,NULL,'D16',X'68dc6583a0f63e94e98e2f9471c67de8',X'be9f370f9ed3d6b1e61786c0e82ee8a90ce1ae99097f50631b01eed262dae018');
INSERT INTO journal_change VALUES(3,311,'add','document',11,X'c56bd6dfb1436b1aa98dec62731e1b5c','state',0,NULL,NULL,NULL,'received',X'55457452b0bb65d59d5d99584d29bbae',X'4f6e1ca43e3d5db9983a629aa0aa43884c9c3064281634eed8dca32ee37d198e');
INSERT INTO journal_change VALUES(3,312,'add','document',11,X'c56bd6dfb1436b1aa98dec62731e1b5c','seen_original',0,NULL,NULL,NULL,'yes',X'01cb0e2f4967a4caf32265069ca2fef6',X'c39d482b51db861aa2132dcc49eaa34a56ae61630266915dba766f01f6c39135');
INSERT INTO journal_change VALUES(3,313,'add','document',11,X'c56bd6dfb1436b1aa98dec62731e1b5c','issued_on',0,NULL,NULL,NULL,'2026-11-12',X'f3ab8183e6ed17971bcdc805d2050226',X'd5c319821467bb8a69678ad97e150e0f1cc7501797f967845eb49d6f7588fe3d');
INSERT INTO journal_change VALUES(3,314,'add','document',11,X'c56bd6dfb1436b1aa98dec62731e1b5c','later',0,NULL,NULL,NULL,0,X'f536d3ae08cb565fd2be9c605ce0bffb',X'168a6333002d77116a03021e8e8965ea13b93a84502bda6e3ff3c3a3e63c699f');
INSERT INTO journal_change VALUES(3,315,'add','document',12,X'3be8fa5ade1824f26c3d08c29a3db8f2','case_id',0,NULL,NULL,NULL,1,X'96392808ade752bc0aedb7b722a65131',X'a63aa2681393991027d5c87f6b9294404e63299b63cf66dbf2173d1c0f174699');
INSERT INTO journal_change VALUES(3,316,'add','document',12,X'3be8fa5ade1824f26c3d08c29a3db8f2','place',0,NULL,NULL,NULL,12288,X'94f9230bb01fc3ddf09c4c3f0790a082',X'd2a13da91384da28585ccba371c36b33f786a22a06406d55949890b1717b6897');
INSERT INTO journal_change VALUES(3,317,'add','document',12,X'3be8fa5ade1824f26c3d08c29a3db8f2','code',0,NULL,NULL,NULL,'D17',X'ea3a1cbfd5591ca63b8e3e6d645b9584',X'5bad8a8d92e6417093ae53d529900f9b1dae6e172f6cf25148d8583234df5e97');
INSERT INTO journal_change VALUES(3,318,'add','document',12,X'3be8fa5ade1824f26c3d08c29a3db8f2','state',0,NULL,NULL,NULL,'received',X'ba93cf0043465e88de16e4e918d0612d',X'85e8f849a10d63a10ae1ca8636f79110a35c6fda6cf3107fd49c2cc23c9cb6b1');
INSERT INTO journal_change VALUES(3,319,'add','document',12,X'3be8fa5ade1824f26c3d08c29a3db8f2','seen_original',0,NULL,NULL,NULL,'yes',X'3acb4e06c348f2dcb101be8114c93d04',X'278ef1a9bad2c573cf39d226346926ad59476be94c4571f378d6648a4dd4ee32');
INSERT INTO journal_change VALUES(3,320,'add','document',12,X'3be8fa5ade1824f26c3d08c29a3db8f2','issued_on',0,NULL,NULL,NULL,'2026-10-21',X'e1091de10928726375a7e310cc1cdd5e',X'76df4b1e4f515608f424f19081132fd1c8566faaa9a3cc013381024ff76e5921');
INSERT INTO journal_change VALUES(3,321,'add','document',12,X'3be8fa5ade1824f26c3d08c29a3db8f2','later',0,NULL,NULL,NULL,0,X'4b9b3afea1c5146f3c823b3e97123d09',X'579eb1d408501d4ec6463e8ab70de416451d92b94d16283f0c31dc8dc769cb0a');
INSERT INTO journal_change VALUES(3,322,'add','document',13,X'246dda511eeddad0c05d52f790664d7b','case_id',0,NULL,NULL,NULL,1,X'61c0cd140566a33a2ecfdd50d676d478',X'c8e5b8dfbe37ec1a3a7e7197a42f8d3709b9ec83bc2c9e5c2140362273c4b6a2');
INSERT INTO journal_change VALUES(3,323,'add','document',13,X'246dda511eeddad0c05d52f790664d7b','place',0,NULL,NULL,NULL,13312,X'5736f2d6af4bdfa1b8a0f6aed931c87e',X'b7dcb5e07d80ccca4d73d370e74dc72ee0a9ac2069dd082084b0074214463f50');
INSERT INTO journal_change VALUES(3,324,'add','document',13,X'246dda511eeddad0c05d52f790664d7b','code',0,NULL,NULL,NULL,'D21',X'ebe98774a9102a796267cd4a7a439efa',X'08c12c8ac41706079f692896ff6b01ece33ed275530e57a58abf60804afd74a7');
INSERT INTO journal_change VALUES(3,325,'add','document',13,X'246dda511eeddad0c05d52f790664d7b','state',0,NULL,NULL,NULL,'received',X'8e7db3011f7482bb8a7a6dfbe8538d63',X'090196b7f1b33100a40bb3d91e8ed1d09bfed0279f77c9612445d53a548c7ced');
INSERT INTO journal_change VALUES(3,326,'add','document',13,X'246dda511eeddad0c05d52f790664d7b','seen_original',0,NULL,NULL,NULL,'yes',X'4eb6856536c8b94e845f39f5e7ba7e58',X'05f667d5e145c057d950b2e8e1ae01b85e014be26e16e3aaf040e8d436da7e49');
INSERT INTO journal_change VALUES(3,327,'add','document',13,X'246dda511eeddad0c05d52f790664d7b','issued_on',0,NULL,NULL,NULL,'2026-10-25',X'c3d5d297c94a5df779b646ae04447e60',X'ba092ddc9b7525b9771d5721ef3c68fd4bc8528771b5b198ff43ab38d833e4a1');
INSERT INTO journal_change VALUES(3,328,'add','document',13,X'246dda511eeddad0c05d52f790664d7b','later',0,NULL,NULL,NULL,0,X'32406ecf52cc2ce22eb73aee5c9f9340',X'f0c75cf4bc05c717069251a92d566c07f959f9a1fc3c101bafcd612d3db337f3');
INSERT INTO journal_change VALUES(3,329,'add','document',14,X'd98e550516f3fce432d4f54c90403c3b','case_id',0,NULL,NULL,NULL,1,X'4b0f81b836b014019f13b6140edb45ff',X'5cb5860ae2d347766e03cc7d42d8beff0c0ad959e16e6c36ae169f19de93c943');
INSERT INTO journal_change VALUES(3,330,'add','document',14,X'd98e550516f3fce432d4f54c90403c3b','place',0,NULL,NULL,NULL,14336,X'8f136a30744b7f9e919b5536590e571e',X'078bb7b71cfad1ce6461c86dac7af54c08fbbba831baa7fe96c586f3b06e9190');
INSERT INTO journal_change VALUES(3,331,'add','document',14,X'd98e550516f3fce432d4f54c90403c3b','code',0,NULL,NULL,NULL,'D24',X'64122d960482f3c663c2b4264c5b446d',X'98c2bf660248f7b87ec1a5d4471119e27aab1a85d05ee60892a063b7263577ac');
INSERT INTO journal_change VALUES(3,332,'add','document',14,X'd98e550516f3fce432d4f54c90403c3b','state',0,NULL,NULL,NULL,'received',X'1b2a4c89eb63f9cbda1bfaf47d042852',X'c21dd8139757ae1b16fcc8b9dfd2a13e90cd54bd9cc3b0956e9f7ec749b2ec3b');
INSERT INTO journal_change VALUES(3,333,'add','document',14,X'd98e550516f3fce432d4f54c90403c3b','seen_original',0,NULL,NULL,NULL,'yes',X'ba8b1140b81faa197faabab1a1420496',X'23d5e09ccfef63a8d6cd0c52d3d6f1562b533e786804d9abdee50afbda8c5576');
INSERT INTO journal_change VALUES(3,334,'add','document',14,X'd98e550516f3fce432d4f54c90403c3b','issued_on',0,NULL,NULL,NULL,'2026-11-01',X'82459b9e05c8942bbd53ed1f9d17f53a',X'267e7651aad5e63077594381a75daa46bff015d3b45de5e8f04d2b295f4218e3');
INSERT INTO journal_change VALUES(3,335,'add','document',14,X'd98e550516f3fce432d4f54c90403c3b','later',0,NULL,NULL,NULL,0,X'43968d981db3bb3da1f1205d1f2ae58a',X'e11f2283f7dfd81306ee70ccc65f8ba93fe0e26ae23ec0c3327450e0a931ae74');
INSERT INTO journal_change VALUES(3,336,'add','document',15,X'ac5b4e8d8b4bc35767c6432c6bd5bdaf','case_id',0,NULL,NULL,NULL,1,X'1b8584f7d4123bbbf68eb3cc314dceba',X'170d1fd170315952bd8c745c84305f4ec8a6e470fb767fe3bfd84381ab73fce1');
INSERT INTO journal_change VALUES(3,337,'add','document',15,X'ac5b4e8d8b4bc35767c6432c6bd5bdaf','place',0,NULL,NULL,NULL,15360,X'6b4aa02a54e250f1a78a68cff0d411bd',X'ec5698232bf3ea5712afbc646ba1b2dff5f15611add848d7a8490bff7a1c10c8');
INSERT INTO journal_change VALUES(3,338,'add','document',15,X'ac5b4e8d8b4bc35767c6432c6bd5bdaf','code',0,NULL,NULL,NULL,'D25',X'2255e1202ef55442f14b808dfa889da1',X'dce98db542a2ef3e17a8f03295d8b15ea1abca253770e48e0672ef793afd676d');
INSERT INTO journal_change VALUES(3,339,'add','document',15,X'ac5b4e8d8b4bc35767c6432c6bd5bdaf','state',0,NULL,NULL,NULL,'received',X'674098286f7ace669068bd041901ea87',X'707337008cc44b7dd27c0459a969a815b3eb39e708c2b55bb0df84e99bc7faf0');
INSERT INTO journal_change VALUES(3,340,'add','document',15,X'ac5b4e8d8b4bc35767c6432c6bd5bdaf','seen_original',0,NULL,NULL,NULL,'yes',X'2552cf9b6dba04943ad46f29811c1968',X'36b83223edf048398f895126552d12c9cfcc6fe9d626487b7b73b746bab58b6d');
INSERT INTO journal_change VALUES(3,341,'add','document',15,X'ac5b4e8d8b4bc35767c6432c6bd5bdaf','issued_on',0,NULL,NULL,NULL,'2026-11-02',X'40d0d2dcae15ed460494b70128bfa423',X'1ac7f9b1c33bb1f2e7793681fbdfb1c7bc86f30912112ee93aa1f7c68528f69e');
INSERT INTO journal_change VALUES(3,342,'add','document',15,X'ac5b4e8d8b4bc35767c6432c6bd5bdaf','later',0,NULL,NULL,NULL,0,X'5f2eb43495e8d43affb350fd59912b04',X'a6a8883cf0537d2a2d44198e729eb29606ff693a3f259e5638c9932b110409b7');
INSERT INTO journal_change VALUES(3,343,'add','document',16,X'bb4cfdb54c9129dcc2982e35a4bbe39a','case_id',0,NULL,NULL,NULL,1,X'e6b443a8473b816725c85d8720c2ac82',X'81187092ad323adbfd5be9946eff2abe28b6092914a5c4239073520a98bedff1');
INSERT INTO journal_change VALUES(3,344,'add','document',16,X'bb4cfdb54c9129dcc2982e35a4bbe39a','place',0,NULL,NULL,NULL,16384,X'da66d510d9898ad909e006f7de870b68',X'74a11514be5947f999526071778c2b2b103940f50c60a3e34447fb23048bb972');
INSERT INTO journal_change VALUES(3,345,'add','document',16,X'bb4cfdb54c9129dcc2982e35a4bbe39a','code',0,NULL,NULL,NULL,'D27',X'f0735aa48f69fb1e26c5c713e1a23ee7',X'c9741d52faec53c1c306ed12e258c720bb324b050b9299789fa5594437ea646a');
INSERT INTO journal_change VALUES(3,346,'add','document',16,X'bb4cfdb54c9129dcc2982e35a4bbe39a','state',0,NULL,NULL,NULL,'received',X'69c0de2dc6130b43972546780d4669cf',X'f27ac4f5372ae1170b92f8ee8b13e1540fd9dfbc8dcd585e87136cb28a504ecd');
INSERT INTO journal_change VALUES(3,347,'add','document',16,X'bb4cfdb54c9129dcc2982e35a4bbe39a','seen_original',0,NULL,NULL,NULL,'yes',X'190bb66575fb510c45f1ff3d76f6b730',X'8ae45bb5d4af534cb770c99819450da61db9f62615cc79354e803bb7af28c3a7');
INSERT INTO journal_change VALUES(3,348,'add','document',16,X'bb4cfdb54c9129dcc2982e35a4bbe39a','issued_on',0,NULL,NULL,NULL,'2026-10-02',X'331f0d40764f9ca81668e98f6e4e5819',X'30dc54b8677490abd51d650f46960ea03b792f5461fdc016431f36b6631a535e');
INSERT INTO journal_change VALUES(3,349,'add','document',16,X'bb4cfdb54c9129dcc2982e35a4bbe39a','later',0,NULL,NULL,NULL,0,X'7863c28a6af86f412d6cfe0de85d7096',X'0a9dde4015c3b820385fffb3791d08df11fd6f421a116602673d926f5ea12efc');
INSERT INTO journal_change VALUES(3,350,'add','document',17,X'ae03e42c3f7de79d8fa9b6dcf29bf8e7','case_id',0,NULL,NULL,NULL,1,X'ddb5ad3e9269ee7698c95aaac8d71829',X'6f22c3658a88ef4bda02421c3cb32e381fdce9d40a6004f6d08e89de2a6dce4c');
INSERT INTO journal_change VALUES(3,351,'add','document',17,X'ae03e42c3f7de79d8fa9b6dcf29bf8e7','place',0,NULL,NULL,NULL,17408,X'a7e61c0a905f458233375f1031af9c68',X'ff706cdc39ece1caf73cbee0c58579bf92fcffcba23c924ef8ac22303b713fa2');
INSERT INTO journal_change VALUES(3,352,'add','document',17,X'ae03e42c3f7de79d8fa9b6dcf29bf8e7','code',0,NULL,NULL,NULL,'D28',X'1c93c7cc9a1749557a250c6b7315f797',X'8eaa21ac1f47e2d76d4f7f14276244b8111948dd44b594f58487cfecc98d1478');
INSERT INTO journal_change VALUES(3,353,'add','document',17,X'ae03e42c3f7de79d8fa9b6dcf29bf8e7','state',0,NULL,NULL,NULL,'verified',X'6d59c22105374e9b9b7c9aec5fb889e2',X'120851134238d1d4edcb3cf1255476c60209ae0c0570799440f428fff87ee551');
INSERT INTO journal_change VALUES(3,354,'add','document',17,X'ae03e42c3f7de79d8fa9b6dcf29bf8e7','seen_original',0,NULL,NULL,NULL,'yes',X'45692498f0d1e66d14ed741fcf781ddf',X'ea7753e2ec9e6cb5a4883d9d8bb897eb932403b9c421a69d2015acbfdfecd9d6');
INSERT INTO journal_change VALUES(3,355,'add','document',17,X'ae03e42c3f7de79d8fa9b6dcf29bf8e7','sealed',0,NULL,NULL,NULL,'yes',X'a38483b857d3db448d04a782e82ba50f',X'd940f6f0b85b9dbb4735bac6f3a876101be284e35334bdd51ccc4fd882902de6');
INSERT INTO journal_change VALUES(3,356,'add','document',17,X'ae03e42c3f7de79d8fa9b6dcf29bf8e7','issued_on',0,NULL,NULL,NULL,'2026-11-12',X'7d6913b60a3a3f2d5ddffa3913d995fe',X'36f744640bb26ee6f095d569f9b4b659a7b6845be1e52e4ad4719e79344037ec');
INSERT INTO journal_change VALUES(3,357,'add','document',17,X'ae03e42c3f7de79d8fa9b6dcf29bf8e7','pages',0,NULL,NULL,NULL,1,X'95d005ba1c60e70ab96ea6eca7485742',X'4877c250fee8678b4224576926ab3eca045daa3956978419c473c94b6b696684');
INSERT INTO journal_change VALUES(3,358,'add','document',17,X'ae03e42c3f7de79d8fa9b6dcf29bf8e7','later',0,NULL,NULL,NULL,0,X'c2e32ff41acc331ba9f2d3187d025112',X'f8f9699c89ddf9a547b2245c33506a9c07d98767429a08cd36c85bf31d2ec8a5');
INSERT INTO journal_change VALUES(3,359,'add','document',18,X'6092313c9928f9cf4f2c4928d6c5cf80','case_id',0,NULL,NULL,NULL,1,X'38352fda865f3ae04319aa2bb68a01a9',X'ab2c69e942df767a566eeb2cac0dd5d5cafa16f6ca9fc375b2600e5c0d5c329a');
INSERT INTO journal_change VALUES(3,360,'add','document',18,X'6092313c9928f9cf4f2c4928d6c5cf80','place',0,NULL,NULL,NULL,18432,X'03c55a6dc3f056a774580c40c6930b24',X'6bf5aeffc06e890489abcc0a32430cefc26d7d31d7ad8ed4a787f00ffd46ad4f');
INSERT INTO journal_change VALUES(3,361,'add','document',18,X'6092313c9928f9cf4f2c4928d6c5cf80','code',0,NULL,NULL,NULL,'D29',X'47753dcce70bdd48102005f9cc1e90d6',X'6b4dc9394f345cdaf948d23d7b71344cfe66bc3f6310180c0615d38b729e25ee');
INSERT INTO journal_change VALUES(3,362,'add','document',18,X'6092313c9928f9cf4f2c4928d6c5cf80','state',0,NULL,NULL,NULL,'verified',X'454c7c50b8fdd47fd5adf5ed0a0767f4',X'7e129905b7daede59eb5dbfbf328111cb5fbdc4b474968911a9e7eefac65b951');
INSERT INTO journal_change VALUES(3,363,'add','document',18,X'6092313c9928f9cf4f2c4928d6c5cf80','seen_original',0,NULL,NULL,NULL,'yes',X'8e26141caa345e0fc33c255a6f8e5a40',X'b5f970b5b242ddd62f48b5f4d118d353007770ebd641373fadcca432508a2e01');
INSERT INTO journal_change VALUES(3,364,'add','document',18,X'6092313c9928f9cf4f2c4928d6c5cf80','sealed',0,NULL,NULL,NULL,'yes',X'b5be7a8c8b630bc55b5eba3d0c0179f8',X'12b1791c2ba27f1a615c0d43aef61df2bb9886f56bd26b140da503f03bbbce80');
INSERT INTO journal_change VALUES(3,365,'add','document',18,X'6092313c9928f9cf4f2c4928d6c5cf80','issued_on',0,NULL,NULL,NULL,'2026-11-12',X'9e5e2d289639247782b45b40cfd83a09',X'b95a0704641c966fdbe28b95c79f13623fcfa2c58759e7df51dd9bb77d45fac0');
INSERT INTO journal_change VALUES(3,366,'add','document',18,X'6092313c9928f9cf4f2c4928d6c5cf80','pages',0,NULL,NULL,NULL,1,X'754075813d37224040293f0a22b2f7b2',X'99560c860705df18eb10717e891c554904cbdac7d98ae174c53235a0c30807a2');
INSERT INTO journal_change VALUES(3,367,'add','document',18,X'6092313c9928f9cf4f2c4928d6c5cf80','later',0,NULL,NULL,NULL,0,X'ff013d4a802c2d4f57cf803d9f8bd04f',X'd25ca0a46324947089eaf53fcefa2f4c2c34c9a9acc49df6081657df0f372539');
INSERT INTO journal_change VALUES(3,368,'add','document',19,X'6ed6fac1d9745c7cba71b839ebde456c','case_id',0,NULL,NULL,NULL,1,X'2dcd8390279d318872a4ac98385ead77',X'60a7ed8d80dcc800bb96575579f3a91a03010d9afc78bffef3749819deb7846f');
INSERT INTO journal_change VALUES(3,369,'add','document',19,X'6ed6fac1d9745c7cba71b839ebde456c','place',0,NULL,NULL,NULL,19456,X'fbe7e6995429e71ebe2cfb7f0c3f9062',X'6ca8c05b84382cd22b514b3940fe89dabe0b7f7c4d086b5eb961023e3574685e');
INSERT INTO journal_change VALUES(3,370,'add','document',19,X'6ed6fac1d9745c7cba71b839ebde456c','code',0,NULL,NULL,NULL,'D31',X'e5e4b5c9ac4e779f08b4b170123ca0a1',X'dfd0323dbb2f04d3ccc7efd8341e6a26bd41a0e324ffe42e6555d0ab3dc42a56');
INSERT INTO journal_change VALUES(3,371,'add','document',19,X'6ed6fac1d9745c7cba71b839ebde456c','state',0,NULL,NULL,NULL,'verified',X'14eea72cf4cb96d7c35b8587b8e09904',X'0b1eed890ac499e437ddafe9a7b6be457f979397c74f9c581d2f19a23192d244');
INSERT INTO journal_change VALUES(3,372,'add','document',19,X'6ed6fac1d9745c7cba71b839ebde456c','seen_original',0,NULL,NULL,NULL,'yes',X'8541629d0353b281a9ca5c821c0ff857',X'fd210155c5da3ed8578d78a2ef8a90aa3fbe495fd279c4ed4e3af8f5f0a8bb95');
INSERT INTO journal_change VALUES(3,373,'add','document',19,X'6ed6fac1d9745c7cba71b839ebde456c','sealed',0,NULL,NULL,NULL,'yes',X'e95ecc5c439a08ca9c7b0b3dd269a388',X'dfd020ce3b09b5b214c9ebe23607d2453e7b42f2fa1b165004a4185deaff4e67');
INSERT INTO journal_change VALUES(3,374,'add','document',19,X'6ed6fac1d9745c7cba71b839ebde456c','issued_on',0,NULL,NULL,NULL,'2026-11-12',X'1aae3fce6e12135e595ab2a23c9f0397',X'ea89e430932a1d091fb8f29506478e7b39c193dce15eb7ee500dafa7cb7e2294');
INSERT INTO journal_change VALUES(3,375,'add','document',19,X'6ed6fac1d9745c7cba71b839ebde456c','pages',0,NULL,NULL,NULL,1,X'e316446b25700bd2c1bef87aa98b1816',X'f5c89a550128c4a60c46d8fba146084ed98fb0153d124b77775e67978f69c317');
INSERT INTO journal_change VALUES(3,376,'add','document',19,X'6ed6fac1d9745c7cba71b839ebde456c','later',0,NULL,NULL,NULL,0,X'133e985408c5cdf7198632acf680f9df',X'78bddc58e68dd99bd09fd307a51d1f75305bf9390790e1144cf16d78c7f3aab1');
INSERT INTO journal_change VALUES(3,377,'add','consent',1,X'274e6e0cbc2cfc744d42d7a4932383ec','case_id',0,NULL,NULL,NULL,1,X'19a4465fcce7c7f260ed285cf993e0c2',X'5a6044d3923d9877fb2523e550f4b1162366c5ee4ad026b9a349c348f75b6750');
INSERT INTO journal_change VALUES(3,378,'add','consent',1,X'274e6e0cbc2cfc744d42d7a4932383ec','place',0,NULL,NULL,NULL,1024,X'ebe6ffe293564a5264ab2d9ed9a7e10c',X'12675f4a04b917605d27cbab47b5f6097113e5423aad16dbae84c4a0f45d6b87');
INSERT INTO journal_change VALUES(3,379,'add','consent',1,X'274e6e0cbc2cfc744d42d7a4932383ec','kind',0,NULL,NULL,NULL,'A',X'839df3860a80e46295ea946c376e9303',X'132703dc80c50adb54f0c4a14ce390eb60d2384c5777b91750a70b1a8644adf1');
INSERT INTO journal_change VALUES(3,380,'add','consent',1,X'274e6e0cbc2cfc744d42d7a4932383ec','version',0,NULL,NULL,NULL,'2026-01',X'b2cb94bb6bfa718fc039d916e6e06215',X'683a8c57c5114c585f591bd42711d7124295bc972ca9a71c72358e22bfcb802f');
INSERT INTO journal_change VALUES(3,381,'add','consent',1,X'274e6e0cbc2cfc744d42d7a4932383ec','signer',0,NULL,NULL,NULL,'罗建国',X'a15b10ffaa772e830cb0d180b0ddb6c4',X'83366da422298033512158779363fb465b3fe67129cdb0c4c0bc6a80a3f4ba81');
INSERT INTO journal_change VALUES(3,382,'add','consent',1,X'274e6e0cbc2cfc744d42d7a4932383ec','relation',0,NULL,NULL,NULL,'51',X'fe01c81febb768e8a3b4d8c48fc6fa9f',X'd8b1c0b19ab3cbcf306a1e7d07996fcf42b1aedbbce430650e2ec917b8a13ee5');
INSERT INTO journal_change VALUES(3,383,'add','consent',1,X'274e6e0cbc2cfc744d42d7a4932383ec','signed_on',0,NULL,NULL,NULL,'2026-11-12',X'0a856de8c463316c45161dde539641c4',X'4e4ae17d348eb17028dc6dbad02cf3a37a5f70f6a52e19b8ac8b5b8729f4d049');
INSERT INTO journal_change VALUES(3,384,'add','consent',1,X'274e6e0cbc2cfc744d42d7a4932383ec','later',0,NULL,NULL,NULL,0,X'cf48c36f32a389ddd80fbbfbfe690075',X'234b15f4f8058c81046066bb7434b4a1b0a00b2dafebb50598aea59be7f3caac');
INSERT INTO journal_change VALUES(3,385,'add','consent',2,X'6ab7c3e09a62a54a8c014aee5c1fb0c5','case_id',0,NULL,NULL,NULL,1,X'650d8ef95f5335f987ad81e8338e7bea',X'37d3076493923c0f4fe57dbfd16442a5109f8bd3ba8cd326d27c8f8ad47cada0');
INSERT INTO journal_change VALUES(3,386,'add','consent',2,X'6ab7c3e09a62a54a8c014aee5c1fb0c5','place',0,NULL,NULL,NULL,2048,X'3a3a0cf00534e6ad2ab3eb0927cb25d9',X'cbb0f855790aab5d403d8f7306b1f961610782dd51d8d746b549760630b442c6');
INSERT INTO journal_change VALUES(3,387,'add','consent',2,X'6ab7c3e09a62a54a8c014aee5c1fb0c5','kind',0,NULL,NULL,NULL,'B',X'eb751b138668710c155bac37252dd59a',X'ccdd52b4c8598f9cb99a299fdb031b44bcfe3eda73c4d9874824d656485a82c1');
INSERT INTO journal_change VALUES(3,388,'add','consent',2,X'6ab7c3e09a62a54a8c014aee5c1fb0c5','version',0,NULL,NULL,NULL,'2026-01',X'7e55fa850866642b078881c7b59a4730',X'79d5c2e48661ba2e318e2d8626707eb64956b154f41cf555e54dda8793662049');
INSERT INTO journal_change VALUES(3,389,'add','consent',2,X'6ab7c3e09a62a54a8c014aee5c1fb0c5','signer',0,NULL,NULL,NULL,'罗建国',X'2fc8b8ea55cb79d1a19037c22cb52ea0',X'f58d082dbb93d489b9136137ee2af1f5a99317d99efa059c9d2a724ab14b0b8f');
INSERT INTO journal_change VALUES(3,390,'add','consent',2,X'6ab7c3e09a62a54a8c014aee5c1fb0c5','relation',0,NULL,NULL,NULL,'51',X'93f46ce762742c4734edaab5793c842c',X'53f597f80e3e317d6e8955cbddec5af94c3932f7f79a125fcd91175d285763f9');
INSERT INTO journal_change VALUES(3,391,'add','consent',2,X'6ab7c3e09a62a54a8c014aee5c1fb0c5','signed_on',0,NULL,NULL,NULL,'2026-11-12',X'ccb0c16067050665235f18794a161f69',X'04979d38a6bc5c01e6ee9fdf7a7de710b74aae7c4a29cc54bb40fcc1bbbedb6e');
INSERT INTO journal_change VALUES(3,392,'add','consent',2,X'6ab7c3e09a62a54a8c014aee5c1fb0c5','later',0,NULL,NULL,NULL,0,X'2528281eb3354c20c996635780247ca0',X'b7859bc48bfde87cfb0fa6071c5c11e84b0f0ed6309e57aa9ad3112ec559651c');
INSERT INTO journal_change VALUES(3,393,'add','consent',3,X'a4d4e207b9e76c5e9af913d480275534','case_id',0,NULL,NULL,NULL,1,X'3dca8fc7e50b9c1838e8e489d2f314e7',X'59b28bdc35db256c78ee978339c00dac6cf8a834fc4fac498456b27e11106f20');
INSERT INTO journal_change VALUES(3,394,'add','consent',3,X'a4d4e207b9e76c5e9af913d480275534','place',0,NULL,NULL,NULL,3072,X'6df811a9b8a21e00062199fd66943060',X'372bfa9cf0093acaca0c11cc3eacbd789e2df242aa8aec41232ba77b904b8b15');
INSERT INTO journal_change VALUES(3,395,'add','consent',3,X'a4d4e207b9e76c5e9af913d480275534','kind',0,NULL,NULL,NULL,'C',X'0aa5539cfb5bbc765b91c18cf70247a2',X'14bbfe425296891142cffc1be8be8c1bf4195845a3bb75ca3df5332d78eaa5dc');
INSERT INTO journal_change VALUES(3,396,'add','consent',3,X'a4d4e207b9e76c5e9af913d480275534','version',0,NULL,NULL,NULL,'2026-01',X'5aee5dcb3c8a40f34668b6037d18e6a5',X'f04194e79afe1670c32fe8645cf1f14f7a2b25f9083b12bc7ebbf89d660e199f');
INSERT INTO journal_change VALUES(3,397,'add','consent',3,X'a4d4e207b9e76c5e9af913d480275534','signer',0,NULL,NULL,NULL,'罗建国',X'8f9fba56ce99b5d1ad3f39c12510f946',X'8af4a6fa06ebc39aa38db04ed6f311cd624bfb387ad6ba6b62f7705ddac9fbc3');
INSERT INTO journal_change VALUES(3,398,'add','consent',3,X'a4d4e207b9e76c5e9af913d480275534','relation',0,NULL,NULL,NULL,'51',X'f7741b4b607e14d674106e22ab16ba4d',X'7a2ecc87e7b15da6e391acc3e5b80ca340a7d00967271545e1d8634d6032d7a2');
INSERT INTO journal_change VALUES(3,399,'add','consent',3,X'a4d4e207b9e76c5e9af913d480275534','signed_on',0,NULL,NULL,NULL,'2026-11-12',X'2a493ebe5ffa3216b4cf908030cc7416',X'2e79584ab1ca9a65d138bc718189326871f89443854f0bdc13ff37e44946a5ee');
INSERT INTO journal_change VALUES(3,400,'add','consent',3,X'a4d4e207b9e76c5e9af913d480275534','later',0,NULL,NULL,NULL,0,X'ab90f532e76bc90e8bc74ff82ea11326',X'00c457e3da04cc2cbce5f5d8ee5979b1f08f28a5ba379e2adf952d62662cca97');
INSERT INTO journal_change VALUES(3,401,'add','consent',4,X'21c502687ef394a9c9c443c8804c784b','case_id',0,NULL,NULL,NULL,1,X'2f7e7d6d1b082486c5464dc3079bfe73',X'02fc4ee40bc8892d72c43eca70da6b8fe3bbedf606cdd748a621b5236b5aaf48');
INSERT INTO journal_change VALUES(3,402,'add','consent',4,X'21c502687ef394a9c9c443c8804c784b','place',0,NULL,NULL,NULL,4096,X'ebf5777547ac963e91b11a0be980e234',X'b490781f4e22e0e07298a386637aefc19258c1aa996902eb516a60e46c2a26a1');
INSERT INTO journal_change VALUES(3,403,'add','consent',4,X'21c502687ef394a9c9c443c8804c784b','kind',0,NULL,NULL,NULL,'D',X'2f20d3f0a1b23fe04bf1a5781cd877e4',X'2121fc578c767341ee3c2464cc3446cb67e752a350c08effd80e3bffd0b36106');
INSERT INTO journal_change VALUES(3,404,'add','consent',4,X'21c502687ef394a9c9c443c8804c784b','version',0,NULL,NULL,NULL,'2026-01',X'199d1fcdfa8e390dda4053da8ab524d9',X'12270bd34e875bab73ae99d63b934d144c7883c797b7b5ea84f29ef26374e742');
INSERT INTO journal_change VALUES(3,405,'add','consent',4,X'21c502687ef394a9c9c443c8804c784b','signer',0,NULL,NULL,NULL,'罗建国',X'1918f4fabfd71700643d7e05a1f32918',X'c40931b58d6090983c9e30e993f243d8c623f92f5fab78258aa0823922966097');
INSERT INTO journal_change VALUES(3,406,'add','consent',4,X'21c502687ef394a9c9c443c8804c784b','relation',0,NULL,NULL,NULL,'51',X'0b4ab9719bf493a2ec6fbe903ba49fdc',X'3ebbf59ac6cdaad9c3b72760a12be50658caab68a23a762875094b1eb404bbea');
INSERT INTO journal_change VALUES(3,407,'add','consent',4,X'21c502687ef394a9c9c443c8804c784b','signed_on',0,NULL,NULL,NULL,'2026-11-12',X'060cab2d3089b3c839b098573c7f3a9c',X'd7a08e8fd61d92c44468377b6d41c10cb130fb8044b489f738cc952a13295c68');
INSERT INTO journal_change VALUES(3,408,'add','consent',4,X'21c502687ef394a9c9c443c8804c784b','later',0,NULL,NULL,NULL,0,X'dc4bf25a2b72655f184b4293d57b6d74',X'6bc4608b1f3cf7e325274cef8f271e1fca128ae99e427f670a6eeba441eb50a3');
INSERT INTO journal_change VALUES(3,409,'add','consent',5,X'e6e93f0cdef52f49377e500e71ba2765','case_id',0,NULL,NULL,NULL,1,X'299fc54804ae9596efa98e8640ceef13',X'216f7608ad9b5e99db2c1ac8d76f348db66dc43074dcd60f46586b6b28677497');
INSERT INTO journal_change VALUES(3,410,'add','consent',5,X'e6e93f0cdef52f49377e500e71ba2765','place',0,NULL,NULL,NULL,5120,X'361981e74b8848f67c595e7d6006de10',X'f3bc81002ae4f25998afa83d310ec75fa6267245184e8d706e5b91d7700086d0');
INSERT INTO journal_change VALUES(3,411,'add','consent',5,X'e6e93f0cdef52f49377e500e71ba2765','kind',0,NULL,NULL,NULL,'E',X'f0f0192d0cd0ba71f3615f03e3c925e6',X'46fafea57b1b31c3fcc9c6c8db285c2252ae7408ad7497140ecb874d90ba714e');
INSERT INTO journal_change VALUES(3,412,'add','consent',5,X'e6e93f0cdef52f49377e500e71ba2765','version',0,NULL,NULL,NULL,'2026-01',X'24d67c5f45310d937e32e47cc97c285d',X'301c9de148d76dd5b375d2e7f6826d29dd4c7f9d30c016b4459c473325e5f83e');
INSERT INTO journal_change VALUES(3,413,'add','consent',5,X'e6e93f0cdef52f49377e500e71ba2765','signer',0,NULL,NULL,NULL,'罗建国',X'8ceb39f21b60089197758ae3db72d405',X'61f8d76856e91474c8abcc7fdf51ec51cab0b493b7a3e49d7a41000e700d343d');
INSERT INTO journal_change VALUES(3,414,'add','consent',5,X'e6e93f0cdef52f49377e500e71ba2765','relation',0,NULL,NULL,NULL,'51',X'76996142f964f72a5f9a9ad04213a126',X'ff3b0ab12f825ac91100ff2d4db758e9c7c0b3be72941833576f824a41340d07');
INSERT INTO journal_change VALUES(3,415,'add','consent',5,X'e6e93f0cdef52f49377e500e71ba2765','signed_on',0,NULL,NULL,NULL,'2026-11-12',X'0f37279bedc4a17dc62005106b3143db',X'e79c27cef159249f556b7d1010de8351a9ad39108f3904cd9619c31d610473db');
INSERT INTO journal_change VALUES(3,416,'add','consent',5,X'e6e93f0cdef52f49377e500e71ba2765','later',0,NULL,NULL,NULL,0,X'2cfdc5879d083380e31868401f722b55',X'8ff2e19e0a0337d4970398376462ff45515370aa955d383e02633b7a86f341f9');
INSERT INTO journal_change VALUES(3,417,'add','verification',1,X'54a68a780921022ce3a0218b642023e3','case_id',0,NULL,NULL,NULL,1,X'614f7f905c59b6eb37e190f7df206aab',X'a7b9e67371cc87a5ee3f0a12f75cccc76a780e9e3f377442059fdc0b4452d0c0');
INSERT INTO journal_change VALUES(3,418,'add','verification',1,X'54a68a780921022ce3a0218b642023e3','place',0,NULL,NULL,NULL,1024,X'c4a11571c02455b72404d42e7ab4f194',X'35b33b65ebb4e79e221a498df68b3bb293b0457dabe6538136618c728518bc92');
INSERT INTO journal_change VALUES(3,419,'add','verification',1,X'54a68a780921022ce3a0218b642023e3','kind',0,NULL,NULL,NULL,'ward_call',X'f24564dacf3126be258d2f2a9f834155',X'142a0a42b8ff295852e0d03df7d608ca412f86d8a8b62eec4d7ef6c42aeba257');
INSERT INTO journal_change VALUES(3,420,'add','verification',1,X'54a68a780921022ce3a0218b642023e3','person',0,NULL,NULL,NULL,'儿童血液科护士站',X'b49559c76c1a0013fa973e28c5422970',X'07346d3d500d496c39a61a6f739e12b9c8ad3773de8e26c5c4d3aed1056df6d2');
INSERT INTO journal_change VALUES(3,421,'add','verification',1,X'54a68a780921022ce3a0218b642023e3','contact',0,NULL,NULL,NULL,'分机 2231',X'985625cd71f51e81c661c3f48c1003e5',X'0b616030b4f9bb06feeed400563869b5c8b809ce6e5eccd2d3ae9629c0e78c41');
INSERT INTO journal_change VALUES(3,422,'add','verification',1,X'54a68a780921022ce3a0218b642023e3','on',0,NULL,NULL,NULL,'2026-11-13',X'0193e4cdb1081d86b68ded965f0a0e53',X'b60af68691e548c79d8488c41e9b3547d0220961d4559874d8f353352d7b28ed');
INSERT INTO journal_change VALUES(3,423,'add','verification',1,X'54a68a780921022ce3a0218b642023e3','result',0,NULL,NULL,NULL,'yes',X'3a624d9e0986bf3c59b165c42d0f6efa',X'a2b14f9d301a74477784cace391998a33e9a20434511aeb79ec3456974022c7f');
INSERT INTO journal_change VALUES(3,424,'add','verification',1,X'54a68a780921022ce3a0218b642023e3','note',0,NULL,NULL,NULL,'床位与诊断一致',X'354aa16cf8533089104928120827dd16',X'ee6252779f000cbbf2617dd8ba36a9574e046a7cc7bd77d891602e509a1a51d4');
INSERT INTO journal_change VALUES(3,425,'add','verification',1,X'54a68a780921022ce3a0218b642023e3','later',0,NULL,NULL,NULL,0,X'30fb2885e3aed0c71fd694e3f4938ce0',X'1435f84155007e52898b70a7fcefec7e1634fdf42f58031a0cfb4609bfa040e8');
INSERT INTO journal_change VALUES(3,426,'add','verification',2,X'5b7130d6818924088036ca9955a2a972','case_id',0,NULL,NULL,NULL,1,X'bfc15727c302e41e73aa9da960c4051e',X'f5039c1aaf2d0cc8d0ee5de9433be39d072edec3fbec3e7c6ebedca36f088ffd');
INSERT INTO journal_change VALUES(3,427,'add','verification',2,X'5b7130d6818924088036ca9955a2a972','place',0,NULL,NULL,NULL,2048,X'18f1fd5de8abeeba283508cee47f789b',X'5673bad5c5217d96420df4987e17123d8fd8eea587c993aaae1fcc6f6890af37');
INSERT INTO journal_change VALUES(3,428,'add','verification',2,X'5b7130d6818924088036ca9955a2a972','kind',0,NULL,NULL,NULL,'witness',X'307f994043e6e22431ae7fd01ba917d1',X'0521e0ea4b554397579fa4c9b4736ef5d9d25f38d8705652cc64af2aad225af4');
INSERT INTO journal_change VALUES(3,429,'add','verification',2,X'5b7130d6818924088036ca9955a2a972','person',0,NULL,NULL,NULL,'何大海',X'8344f9fac7bf496b2a7a52ee81aa4b8f',X'1d74f3a36ad765273b123172a58ba233b4e4edb487584bc1e2680535f39e92cd');
INSERT INTO journal_change VALUES(3,430,'add','verification',2,X'5b7130d6818924088036ca9955a2a972','relation',0,NULL,NULL,NULL,'99',X'4d17935d6eee0cd3af5017f739c4d2af',X'e7a0f6ae97620ffc8984589e362fd0589b7a8baee40b64f53e6afdfe68d0705a');
INSERT INTO journal_change VALUES(3,431,'add','verification',2,X'5b7130d6818924088036ca9955a2a972','contact',0,NULL,NULL,NULL,'13900000002',X'928f6c849029c88408929dbda4c24bf7',X'6dca198a4f5caabf7d30df39f1508d23d733e7fbb72181548cb52d203c22c0fb');
INSERT INTO journal_change VALUES(3,432,'add','verification',2,X'5b7130d6818924088036ca9955a2a972','on',0,NULL,NULL,NULL,'2026-11-13',X'92b934d3518250fd1e55bc9dfb1d4f1c',X'a8e6af02845ab01fc71b73eb86014737e90b7929e6dc6aaae7f80438e3df5603');
INSERT INTO journal_change VALUES(3,433,'add','verification',2,X'5b7130d6818924088036ca9955a2a972','result',0,NULL,NULL,NULL,'yes',X'4751c32348cefdce178ac7887d45a2da',X'4e1fd573ac8f15512fffb624c9c4c6070a58bf094cb2488ebf9b509b2de93fa8');
INSERT INTO journal_change VALUES(3,434,'add','verification',2,X'5b7130d6818924088036ca9955a2a972','note',0,NULL,NULL,NULL,'同村邻居',X'6c6fbfbd8f261f3135360b6055adee4a',X'9878b120794ce5660d8e00f42ddb3df2877853351b427ef05f10433c84fa5f56');
INSERT INTO journal_change VALUES(3,435,'add','verification',2,X'5b7130d6818924088036ca9955a2a972','later',0,NULL,NULL,NULL,0,X'36e507f3c9f11b6673da596044a86b40',X'c4b760c1254c39eacee1bb5dd3d7cdf7e2609ba8f4a6f67367bec1eaa33172b2');
INSERT INTO journal_change VALUES(3,436,'add','statement',1,X'2a57b59d953bc3e4d8aa7cdbaa1244e9','case_id',0,NULL,NULL,NULL,1,X'6e9cf0992e4d78eb3aa015fe508f8223',X'5733209162440122201839bd87980a2d0c11166f748d7bd1b39a6029bb88369c');
INSERT INTO journal_change VALUES(3,437,'add','statement',1,X'2a57b59d953bc3e4d8aa7cdbaa1244e9','title',0,NULL,NULL,NULL,'七岁的小禾想回学校',X'9afacce73a7443b7fe0c8c3dbb7eba1b',X'72113ab2e55d1ba37152222f0cd652edfe1ec438e9e4f9bee15d9c678a538c6c');
INSERT INTO journal_change VALUES(3,438,'add','statement',1,X'2a57b59d953bc3e4d8aa7cdbaa1244e9','story',0,NULL,NULL,NULL,'我叫罗建国，是小禾的父亲。今年八月孩子反复发烧、身上起瘀点，在省里的医院确诊为急性淋巴细胞白血病。两个月里花了十四万多，医保报销七万多，借了亲戚六万五。医生说还要巩固和强化化疗，如果复发要做移植。家里只有我打零工的收入，父亲常年吃药。我们承诺款项全部用于治疗，并接受监督。',X'ceb029d25541c8f30366af5a8b00154f',X'46011f835e6226909ae55abb0f0bb4956c955a673678d713a91fc91dde816ff2');
INSERT INTO journal_change VALUES(3,439,'add','statement',1,X'2a57b59d953bc3e4d8aa7cdbaa1244e9','photo_masking',0,NULL,NULL,NULL,'yes',X'c5a558914048627cce6b29afbeb857c1',X'3caa240d9facdb40073926ca1150a70fd188f5d755993c330e68dfad369a69fe');
INSERT INTO journal_change VALUES(4,1,'set','patient',1,X'2902c519a7dc7ece7062811339f954ad','phone',0,NULL,NULL,NULL,'13800138000',X'3b1dba0c6b49e740ffa01b5065135fec',X'0e2bef562f3024587e8ad92f94a95347110d18edccac3b688a2ea2fb6bdc0551');
INSERT INTO journal_change VALUES(5,1,'add','contact',1,X'b235cbffc9155e510292b49831f15bf5','case_id',0,NULL,NULL,NULL,1,X'bbd26eb521a5267aa7e2a79d0e2e8061',X'f5b5d8bf51718b163cf924d08e1dd395627c5050484468dec6eda610dad0d945');
INSERT INTO journal_change VALUES(5,2,'add','contact',1,X'b235cbffc9155e510292b49831f15bf5','place',0,NULL,NULL,NULL,1024,X'b24c0ff8c717569aa0c963a0c90e5fc0',X'390d310181d428b04450cc05e46181f9cead13ee0fbd48d3af6b6bc563c0f144');
INSERT INTO journal_change VALUES(5,3,'set','contact',1,X'b235cbffc9155e510292b49831f15bf5','on',0,NULL,NULL,NULL,'2026-11-20',X'0d7fbbd636fcc1504018aca2df7011e1',X'724cf5def6db2540189a07b7a80b4327be4ab3e9f0c0b5c34d5cc0eac564d283');
INSERT INTO journal_change VALUES(5,4,'set','contact',1,X'b235cbffc9155e510292b49831f15bf5','note',0,NULL,NULL,NULL,'家属来电',X'8968c48d31bf82928239d3e296d905d7',X'dd7f86780b5e2c871d3f7b67f5332c5d63c977e2dbaf6b263f01c3eb6ce1d916');
INSERT INTO journal_change VALUES(6,1,'add','review',1,X'df510bbd143d342d98f117a2097d4a30','case_id',0,NULL,NULL,NULL,1,X'8fa4ae00f95376648578746555d1ee16',X'f1c1ba17e7032028af1f1dbed8726e57ea8ca51f9380efe66c8711222496fd48');
INSERT INTO journal_change VALUES(6,2,'add','review',1,X'df510bbd143d342d98f117a2097d4a30','group_id',0,NULL,NULL,NULL,6,X'c8e22dd5ca3ecbc51e6846cceb76e7cb',X'7c4af839a9d635ebdab1bb5b17c93b6849df0976994649fc4e8061d452655b27');
INSERT INTO journal_change VALUES(6,3,'add','review',1,X'df510bbd143d342d98f117a2097d4a30','at',0,NULL,NULL,NULL,'2026-11-29T18:42:36.462Z',X'a2c0df1cc653110796bbe445db5037f4',X'c79a9adcabb61184b3da6036ab415ddd9bcdab38ae6392689674b02b195e6ead');
INSERT INTO journal_change VALUES(6,4,'add','review',1,X'df510bbd143d342d98f117a2097d4a30','user_id',0,NULL,NULL,NULL,2,X'eba74ec870d2ab2bd4ef2c82f1305417',X'af63472555bd883cfbee58667f79ed775905ae1aafebe5d83d20c980e5fd5775');
INSERT INTO journal_change VALUES(6,5,'add','review',1,X'df510bbd143d342d98f117a2097d4a30','verb',0,NULL,NULL,NULL,'submit',X'8aad525af4c55d9ea3ed96ad453b4994',X'f88a7d9e46c48fc069c9c07b3862579e282a91e75c66f1fb3aba61f17e2117cd');
INSERT INTO journal_change VALUES(6,6,'set','case_file',1,X'15b5910e1a77822a7f58ef901b5c7751','status',0,'draft',X'ecf52b5751ef63578656b8cfcd557fad',X'd8c09e6fc48b87f35cba0be9eabb82badd3f225542733c6eded1d289ae38cd98','submitted',X'36645066ae5d160c42bcc469ddd18584',X'fcb842a8e0922df69819550d2331751717787e5479d9977b1d00fb210ddff10b');
INSERT INTO journal_change VALUES(7,1,'add','approval',1,X'b92fc4611aa74098613faab5722266a5','case_id',0,NULL,NULL,NULL,1,X'adcbdab4e310f51b1bbaa0b689a8d8da',X'bcf0edb3dca0baa5e5c57e87da9a3f66b897f7ede697d6af7c8b8c16591c0ace');
INSERT INTO journal_change VALUES(7,2,'add','approval',1,X'b92fc4611aa74098613faab5722266a5','approver',0,NULL,NULL,NULL,1,X'edf41663fc145fa66e847b5d991be7c4',X'962ae1b15c98d171bf695262a23ee0accc3c4245f3ede927681b6d0f55c256e7');
INSERT INTO journal_change VALUES(7,3,'add','approval',1,X'b92fc4611aa74098613faab5722266a5','at',0,NULL,NULL,NULL,'2026-11-29T18:42:38.265Z',X'526378c38e1407e57ee65d6810e38e6a',X'920a9580081cd41cba4c1335bdd93610615dceaffe150b277a435fed1ac97bbc');
INSERT INTO journal_change VALUES(7,4,'add','approval',1,X'b92fc4611aa74098613faab5722266a5','snapshot',1,NULL,NULL,NULL,NULL,NULL,X'8730a3ed7e5f7a4be32d78dd69defbaf8f53db1a1cf711901ea8927539fc40c7');
INSERT INTO journal_change VALUES(7,5,'add','approval',1,X'b92fc4611aa74098613faab5722266a5','knowledge_version',0,NULL,NULL,NULL,'061af3b3ce6e051e',X'bd3ebfdae0216c44af00a780fe3dedad',X'994f595e139fe3ea36f71b50aed36b1099f2afa1b41291f726345379d751af13');
INSERT INTO journal_change VALUES(7,6,'add','approval',1,X'b92fc4611aa74098613faab5722266a5','active',0,NULL,NULL,NULL,1,X'f4e7109c58bdaef9b268b6388b2b47c5',X'1ecad044e115d66ec2c7d95236344c4fa1404b78076a93fd14fa1ab87fd2fe46');
INSERT INTO journal_change VALUES(7,7,'add','review',2,X'54dd2bd2ab70fa605af6bb6094936917','case_id',0,NULL,NULL,NULL,1,X'71bdfb125acacbb86083ff1988c5a310',X'e1fbe8d66ed8eb4568ed02c5bbe946b4ac5f3ad7f8ac36fa44b4c6674bd946fb');
INSERT INTO journal_change VALUES(7,8,'add','review',2,X'54dd2bd2ab70fa605af6bb6094936917','group_id',0,NULL,NULL,NULL,7,X'9a11b1c8feb6580f8bc2d2e5eb3c2ed8',X'e2e141b09e4ccb730799bea2d3fc0935e671b5df5fb4dca85c72bd59c9ce8517');
INSERT INTO journal_change VALUES(7,9,'add','review',2,X'54dd2bd2ab70fa605af6bb6094936917','at',0,NULL,NULL,NULL,'2026-11-29T18:42:38.265Z',X'37332e8e841b7017d719641ff784b17a',X'ba47629b173bd8ad5b8fe6fea6aff88ec57e4f2166c3c18ea01cc83722bb0f61');
INSERT INTO journal_change VALUES(7,10,'add','review',2,X'54dd2bd2ab70fa605af6bb6094936917','user_id',0,NULL,NULL,NULL,1,X'772393830e4aca24ac30be61deeb94d5',X'61fe280daa56a44b7b46b69ee30211738971c0b28a1d3482645b00d5c26acedf');
INSERT INTO journal_change VALUES(7,11,'add','review',2,X'54dd2bd2ab70fa605af6bb6094936917','verb',0,NULL,NULL,NULL,'approve',X'b38458ac695624f1394faea7785f9569',X'410584ad45cbb79ac8f498e1e32b58bc682bab1a518ce6c049a95b657503468f');
INSERT INTO journal_change VALUES(7,12,'add','review',2,X'54dd2bd2ab70fa605af6bb6094936917','comment',0,NULL,NULL,NULL,'提示已逐条核对',X'b60f36bf8d287436e9ce27833cb9dba7',X'4866bcbbe76f41f2ebccdb4b87c49fc7dc82b44eaeb78a37475cd46c784c574d');
INSERT INTO journal_change VALUES(7,13,'set','case_file',1,X'15b5910e1a77822a7f58ef901b5c7751','status',0,'submitted',X'9936ff00a4f3e956627b0b0191da7870',X'eeb95cf2c8b0b1f0f8099397374ad1533ecdcde97fd6e7a2df8305743b0bf7a9','approved',X'3b75f02bd9a5173e54b891e796e91261',X'b2ee0255d3c7c86decec81a2251694642c99dc2ea434447e0e557821f3ce06ed');
INSERT INTO journal_change VALUES(7,14,'add','finding_accepted',1,X'8337d9ead9741acbadf9f2b60404bfd5','case_id',0,NULL,NULL,NULL,1,X'6f801e7d13d37022eab7491ed75d1906',X'bf415ff9b8679846ce971800c0b17c62976232fc56a2b9150e78d33ade7d7320');
INSERT INTO journal_change VALUES(7,15,'add','finding_accepted',1,X'8337d9ead9741acbadf9f2b60404bfd5','approval_id',0,NULL,NULL,NULL,1,X'11236176b653670caeaa0e79617395c5',X'86e36afe69e8a7c7db439dc1cd8929f6cfeac82e67adfc71c2bdd23a5a6f4c96');
INSERT INTO journal_change VALUES(7,16,'add','finding_accepted',1,X'8337d9ead9741acbadf9f2b60404bfd5','rule',0,NULL,NULL,NULL,'R103',X'f4407ee677e700246d2e385c5d610f15',X'4de27dd5a5646aefacb0588fcbd0e1ee50bebb8ecd53d02a51f7f5084818f5dc');
INSERT INTO journal_change VALUES(7,17,'add','finding_accepted',1,X'8337d9ead9741acbadf9f2b60404bfd5','version',0,NULL,NULL,NULL,'2',X'76e4e59bec69d05f10f8dae9129c5a30',X'fa713a63d73f12d0990795dc8f90e3843f0be9e8dc488e9f0c9c8c24c90b2a12');
INSERT INTO journal_change VALUES(7,18,'add','finding_accepted',1,X'8337d9ead9741acbadf9f2b60404bfd5','severity',0,NULL,NULL,NULL,'warn',X'b156c85aa9d28207ea9fed94d0c502da',X'71e8100c96be20ae3da951cfdff381b6320738b76a928e8533ab5920d3e3b0f1');
INSERT INTO journal_change VALUES(7,19,'add','finding_accepted',1,X'8337d9ead9741acbadf9f2b60404bfd5','field',0,NULL,NULL,NULL,'patient.id_number',X'532b56cc6c0934e3af1c95d3f635027e',X'5d93ef7dd9eaa0e943bf73de3cea8da5e51c7e15a7abffa149a32713d56cc873');
INSERT INTO journal_change VALUES(7,20,'add','finding_accepted',1,X'8337d9ead9741acbadf9f2b60404bfd5','row_no',0,NULL,NULL,NULL,1,X'b841feac6bb4368c32428a22d7c50dbd',X'89894675477c4f89218b3bff22509defe8028d60cfaf283fc24cc207dace1e0a');
INSERT INTO journal_change VALUES(7,21,'add','finding_accepted',1,X'8337d9ead9741acbadf9f2b60404bfd5','message',1,NULL,NULL,NULL,NULL,NULL,X'4ce7b60026b941815c80eeaeca6d574a997e30432be5e60ad6aae3a60c4e0f82');
INSERT INTO journal_change VALUES(7,22,'add','finding_accepted',1,X'8337d9ead9741acbadf9f2b60404bfd5','facts',1,NULL,NULL,NULL,NULL,NULL,X'4462b114875fae2a25493925e11ecc08aa151e45b98ecee8ccbf24c49a3cde53');
INSERT INTO journal_change VALUES(7,23,'add','finding_accepted',1,X'8337d9ead9741acbadf9f2b60404bfd5','comment',0,NULL,NULL,NULL,'提示已逐条核对',X'5b31f332bce4890b92b1d8c7b298a2a8',X'337e4e7d7c4d54784f2d490f549d10e12746d07767459ffadf3bb95574ad7077');
INSERT INTO journal_change VALUES(7,24,'add','finding_accepted',2,X'1d840888ec576f1543f4f43bde3c1bdf','case_id',0,NULL,NULL,NULL,1,X'b9d91c772acb3cc476d48e3aff35b944',X'04160d58a42f29536bd0acfb90374a1cbd848ff3b93e98cc55760e158c576fa2');
INSERT INTO journal_change VALUES(7,25,'add','finding_accepted',2,X'1d840888ec576f1543f4f43bde3c1bdf','approval_id',0,NULL,NULL,NULL,1,X'68c89581edf205f21bed60523ac5aff4',X'e2fa5b318fc7888ada1a770a91485bc4ed77b7ebc1e464b2e7066b40a4fb008b');
INSERT INTO journal_change VALUES(7,26,'add','finding_accepted',2,X'1d840888ec576f1543f4f43bde3c1bdf','rule',0,NULL,NULL,NULL,'R103',X'74b28d5d18eebbff13c0b6643f370452',X'fbbd6957c572630da15aaa7981af778073fc6f6a88646a703d30e7f1444556e4');
INSERT INTO journal_change VALUES(7,27,'add','finding_accepted',2,X'1d840888ec576f1543f4f43bde3c1bdf','version',0,NULL,NULL,NULL,'2',X'1a6194a11c50f8610858c7c5327c1d69',X'9a257f3f4e4791ef441389c67a7bb81b82ce659f34e069af59f760aa5b215513');
INSERT INTO journal_change VALUES(7,28,'add','finding_accepted',2,X'1d840888ec576f1543f4f43bde3c1bdf','severity',0,NULL,NULL,NULL,'warn',X'2148e8d42eb31f386eaa363984349352',X'e2d6655df38578b637345a44c1f9398eb8d1157ea2429582eb28c019ff7ce520');
INSERT INTO journal_change VALUES(7,29,'add','finding_accepted',2,X'1d840888ec576f1543f4f43bde3c1bdf','field',0,NULL,NULL,NULL,'initiator.id_number',X'bdefa56b4b8ec945c874ffb5e7c103a1',X'c266a867249bce831a8c376f877ab18e48427a861fd9efc87dd2decab89830ad');
INSERT INTO journal_change VALUES(7,30,'add','finding_accepted',2,X'1d840888ec576f1543f4f43bde3c1bdf','row_no',0,NULL,NULL,NULL,1,X'5d224b74c05a6d524c4a5dfd0ad27c86',X'd6b571b6c662b344a5ecd0922e98c2245444da1671a45ced883832da8748d9f8');
INSERT INTO journal_change VALUES(7,31,'add','finding_accepted',2,X'1d840888ec576f1543f4f43bde3c1bdf','message',1,NULL,NULL,NULL,NULL,NULL,X'547a943882be176dfd24d131dfe66d6026f0acd57965d01565443b80594ba9b7');
INSERT INTO journal_change VALUES(7,32,'add','finding_accepted',2,X'1d840888ec576f1543f4f43bde3c1bdf','facts',1,NULL,NULL,NULL,NULL,NULL,X'362531b79ccdf19ca14362a085600c69ee93ffc671790a72c298cb3d1386717b');
INSERT INTO journal_change VALUES(7,33,'add','finding_accepted',2,X'1d840888ec576f1543f4f43bde3c1bdf','comment',0,NULL,NULL,NULL,'提示已逐条核对',X'5ee803a1e2d913f829b7c565b31ccbc8',X'b1a361a3830be778e2234f5db3d3a40d94d57a8e15278ef6f00d34b96feeff74');
INSERT INTO journal_change VALUES(7,34,'add','finding_accepted',3,X'3c1ad9c30415cb46a2263e73b4199d50','case_id',0,NULL,NULL,NULL,1,X'c63d7e4f7847c56bcfb58ff636a1992e',X'8184fad014337f84e686c1a5316359489fe33446d24da9dc1e618eed3cbb1c55');
INSERT INTO journal_change VALUES(7,35,'add','finding_accepted',3,X'3c1ad9c30415cb46a2263e73b4199d50','approval_id',0,NULL,NULL,NULL,1,X'31ccb3c597bf1de967508283f43f7eaf',X'2f81b9380a8e18ac12443367cd7239087ad987032ea9f9a7e1cb07a82d6297e9');
INSERT INTO journal_change VALUES(7,36,'add','finding_accepted',3,X'3c1ad9c30415cb46a2263e73b4199d50','rule',0,NULL,NULL,NULL,'R103',X'203b9af49713b45010e6c38e3dca738b',X'd2c6b746a768e88e281716d016037c8c4b7d4f9f63c0c64e77dfa15bda87f47e');
INSERT INTO journal_change VALUES(7,37,'add','finding_accepted',3,X'3c1ad9c30415cb46a2263e73b4199d50','version',0,NULL,NULL,NULL,'2',X'1a16e379ab92328f763e0156d5afc95c',X'ca584679f35f425593ac4f1105aa72cf9d01d758caf22c080589d5f9686775d7');
INSERT INTO journal_change VALUES(7,38,'add','finding_accepted',3,X'3c1ad9c30415cb46a2263e73b4199d50','severity',0,NULL,NULL,NULL,'warn',X'c91a1c16854d673813d99c0f5f7852bb',X'5907e3cb6b37d7f95df6599aff561ef1e943762da008b0723364f697587fc98d');
INSERT INTO journal_change VALUES(7,39,'add','finding_accepted',3,X'3c1ad9c30415cb46a2263e73b4199d50','field',0,NULL,NULL,NULL,'payee.id_number',X'607f005200f6ddcbc70b17442a0bfac1',X'd4d8c8ea8a87e1103013b0b282600cb7290c661e09f37e2219fe8ab68f6ec5a1');
INSERT INTO journal_change VALUES(7,40,'add','finding_accepted',3,X'3c1ad9c30415cb46a2263e73b4199d50','row_no',0,NULL,NULL,NULL,1,X'36a71e422a839fdb1c843c0dcabea94a',X'e12769c280f27f1a43086481d0a2b0cbe719336b095f697cb2163de5d8a61709');
INSERT INTO journal_change VALUES(7,41,'add','finding_accepted',3,X'3c1ad9c30415cb46a2263e73b4199d50','message',1,NULL,NULL,NULL,NULL,NULL,X'f2969bc986fd2210a4f6016a25fc8d930fb18cf54aa406e5ec2834d4eb2e665d');
INSERT INTO journal_change VALUES(7,42,'add','finding_accepted',3,X'3c1ad9c30415cb46a2263e73b4199d50','facts',1,NULL,NULL,NULL,NULL,NULL,X'fe8e46d0135a5b368c47e404546640d487befb9e45eeb7016bf0a4e845f70db2');
INSERT INTO journal_change VALUES(7,43,'add','finding_accepted',3,X'3c1ad9c30415cb46a2263e73b4199d50','comment',0,NULL,NULL,NULL,'提示已逐条核对',X'192cc22bd88d7ea4636809b6fe320ff6',X'c471defc8989a6ccd5d919e35e55190c307c42575e2a87ac7a6455e74a8757a5');
INSERT INTO journal_change VALUES(7,44,'add','finding_accepted',4,X'3e06793b4c39f4d9f88586903390b096','case_id',0,NULL,NULL,NULL,1,X'1db6dbff45399972b0f7a450d2167bb2',X'7a98ca937df30016a68603c2c7768d68ef5f3dd7b92dbbeb22b3c93c10bbaa4c');
INSERT INTO journal_change VALUES(7,45,'add','finding_accepted',4,X'3e06793b4c39f4d9f88586903390b096','approval_id',0,NULL,NULL,NULL,1,X'e8f2cb9577610da770465f13d043dbd9',X'a02a200218aa5131686a92c7cf6b93f18b3f3281bfc5314db7a68d278432a666');
INSERT INTO journal_change VALUES(7,46,'add','finding_accepted',4,X'3e06793b4c39f4d9f88586903390b096','rule',0,NULL,NULL,NULL,'R103',X'3c35c1f1ad8567aebd0a8fc7316b3b50',X'a23adbb7616cc6fdc60fc43e3c8352827406efc41ccb84e0e4e7683263a5853a');
INSERT INTO journal_change VALUES(7,47,'add','finding_accepted',4,X'3e06793b4c39f4d9f88586903390b096','version',0,NULL,NULL,NULL,'2',X'a253ad5d13c6f00687426a72ac2253f7',X'37f6ae969aeb91e9f9d51e8996ca6411bda4c50915979b4c16366772d8e48039');
INSERT INTO journal_change VALUES(7,48,'add','finding_accepted',4,X'3e06793b4c39f4d9f88586903390b096','severity',0,NULL,NULL,NULL,'warn',X'4cccaa5146383bade5ff9cec2f002351',X'ed48ed7f7047dd8ae070d5b6331d2dfc1b8ac4498f9453098f776e8b305fdaf0');
INSERT INTO journal_change VALUES(7,49,'add','finding_accepted',4,X'3e06793b4c39f4d9f88586903390b096','field',0,NULL,NULL,NULL,'guardian.id_number',X'c0b865273feb17ad344ceba0cd39b4a1',X'70c8e34333181b15225b6ffe4caae3df3b2a0d1e63f0a1dfdccc2a2ed4e33448');
INSERT INTO journal_change VALUES(7,50,'add','finding_accepted',4,X'3e06793b4c39f4d9f88586903390b096','row_no',0,NULL,NULL,NULL,1,X'c412a2c3b7fb19b415e38a8f98f8d466',X'9757109497ea187f610c5c584944ed211029dd0d072e4b9191ed326753cc4edc');
INSERT INTO journal_change VALUES(7,51,'add','finding_accepted',4,X'3e06793b4c39f4d9f88586903390b096','message',1,NULL,NULL,NULL,NULL,NULL,X'f864535780f6b5f896799c9804568cd8bf6cbd364f782bd7c52f8755c6f2763d');
INSERT INTO journal_change VALUES(7,52,'add','finding_accepted',4,X'3e06793b4c39f4d9f88586903390b096','facts',1,NULL,NULL,NULL,NULL,NULL,X'9632b152dd96c0a38faefb0f53937e89a0c7eef963eeff33f95f883f9a048dec');
INSERT INTO journal_change VALUES(7,53,'add','finding_accepted',4,X'3e06793b4c39f4d9f88586903390b096','comment',0,NULL,NULL,NULL,'提示已逐条核对',X'aa74232acc813b7ff18b932475e939f8',X'5d7885b7f49039b1cab3072da88560b6666f33e65217177433eeb83b2d833b0f');
INSERT INTO journal_change VALUES(7,54,'add','finding_accepted',5,X'402a16900095f04dbb160dda9270d941','case_id',0,NULL,NULL,NULL,1,X'56683bc966a6c61d4cd94e132e357804',X'0e1ec7f6082ebb8922440a52b6db72cb22b16f1e9e08b05c459c77c5445802e6');
INSERT INTO journal_change VALUES(7,55,'add','finding_accepted',5,X'402a16900095f04dbb160dda9270d941','approval_id',0,NULL,NULL,NULL,1,X'c4aa249cbcfa4dfd72c3426fcc75ac28',X'0df85e1566cae3ed1f75c32ccdbb9d88522b76f9c9a82a0422d6bdd3617c1bdf');
INSERT INTO journal_change VALUES(7,56,'add','finding_accepted',5,X'402a16900095f04dbb160dda9270d941','rule',0,NULL,NULL,NULL,'R703',X'440e289a719e750e8d1a20dd34b2c179',X'871d697fc4cf745fa7393899476513aa618510ed25105574ef546eeb558a15ed');
INSERT INTO journal_change VALUES(7,57,'add','finding_accepted',5,X'402a16900095f04dbb160dda9270d941','version',0,NULL,NULL,NULL,'1',X'fa78dc764672de3fb15531d0fa0004c5',X'fbd255495efef1b66938ee4ec46c1d6be008c13da010f9d8a14a1171f3f309f7');
INSERT INTO journal_change VALUES(7,58,'add','finding_accepted',5,X'402a16900095f04dbb160dda9270d941','severity',0,NULL,NULL,NULL,'warn',X'0a561c479731e28bc0b77c167f24d804',X'ce3f838c971e87e1f7f13f3bd0eda1275662bf88e5abd934f1f8a49b316ae467');
INSERT INTO journal_change VALUES(7,59,'add','finding_accepted',5,X'402a16900095f04dbb160dda9270d941','field',0,NULL,NULL,NULL,'document.state',X'7ad5d852dbdfae09f4ac3a8cc5f7548f',X'e583b6d2562f18c42bf40b8b62afde21d0e00239997ab0b7189fb6ffccb539bc');
INSERT INTO journal_change VALUES(7,60,'add','finding_accepted',5,X'402a16900095f04dbb160dda9270d941','row_no',0,NULL,NULL,NULL,5,X'8a2211c9c686e794834e70c3b9b791fb',X'a92b5c94eadda9fc38ad36558794b10159a5e5efadbe1081f41298d851348ae2');
INSERT INTO journal_change VALUES(7,61,'add','finding_accepted',5,X'402a16900095f04dbb160dda9270d941','message',1,NULL,NULL,NULL,NULL,NULL,X'25c34408f701d2b3336001ac87ef076abcb4e1c7b229563be34ff40b4b38caba');
INSERT INTO journal_change VALUES(7,62,'add','finding_accepted',5,X'402a16900095f04dbb160dda9270d941','facts',1,NULL,NULL,NULL,NULL,NULL,X'f6adba867607452a8113eeefd99153c9dda85e7f0e31bb34dd9d2420fa3e0b6b');
INSERT INTO journal_change VALUES(7,63,'add','finding_accepted',5,X'402a16900095f04dbb160dda9270d941','comment',0,NULL,NULL,NULL,'提示已逐条核对',X'70c1595494f4f41620f27754f08dfe1f',X'435148bcb975175daace479f89eb1e1a59256aaeb630feb1d3dca979180506a6');
INSERT INTO journal_change VALUES(7,64,'add','finding_accepted',6,X'67dcca90a773ffd248cc050d9ce45a8d','case_id',0,NULL,NULL,NULL,1,X'1770d17c96832e9c00643803e99f01b5',X'cf741663f46d5b91e9bccb6f9ef7bc684ad73e0722a54b6f8b7febe43e3a925e');
INSERT INTO journal_change VALUES(7,65,'add','finding_accepted',6,X'67dcca90a773ffd248cc050d9ce45a8d','approval_id',0,NULL,NULL,NULL,1,X'7bde53610e3ae713aba701b130462eb5',X'ee8df00b874c59292e10afd038a6e0c5d326fca07ea9c9e910bbfc28a05e421c');
INSERT INTO journal_change VALUES(7,66,'add','finding_accepted',6,X'67dcca90a773ffd248cc050d9ce45a8d','rule',0,NULL,NULL,NULL,'R703',X'12ce334d339b1913390ff8d1aa520807',X'dbc91e15f3a988eabff8a1e50b8a914797ef869a32ffa62fbdf496a43fc95372');
INSERT INTO journal_change VALUES(7,67,'add','finding_accepted',6,X'67dcca90a773ffd248cc050d9ce45a8d','version',0,NULL,NULL,NULL,'1',X'63e291604ae1d04dde481369289d9d52',X'86117c4dbee5e6c60300ebc3f92831cf0ded5a679405b7666a29e45a906839f3');
INSERT INTO journal_change VALUES(7,68,'add','finding_accepted',6,X'67dcca90a773ffd248cc050d9ce45a8d','severity',0,NULL,NULL,NULL,'warn',X'ba181dd51e96974bf86e427930881561',X'613254b74522a2f0dbbd33bce79188a5d1ca5356f8c297aaa7cd5357578c5dc6');
INSERT INTO journal_change VALUES(7,69,'add','finding_accepted',6,X'67dcca90a773ffd248cc050d9ce45a8d','field',0,NULL,NULL,NULL,'document.state',X'5e9a7b23a0d8afc046ce0a0ade071ecd',X'db145badc1b36cbc11fe216a4c7d00217f94d35b100ef4d31a1b6166841f59eb');
INSERT INTO journal_change VALUES(7,70,'add','finding_accepted',6,X'67dcca90a773ffd248cc050d9ce45a8d','row_no',0,NULL,NULL,NULL,9,X'ccf6f6def043efbe9ef2d62785b77ff8',X'f817c335df04f20e71eb8fcf613362cec68368fea207179e60b292e049f9b5a7');
INSERT INTO journal_change VALUES(7,71,'add','finding_accepted',6,X'67dcca90a773ffd248cc050d9ce45a8d','message',1,NULL,NULL,NULL,NULL,NULL,X'12fe7047e4cdb1f6370c12bc70a388b8b69cac0d8784fea4ad5df71e4f160cc2');
INSERT INTO journal_change VALUES(7,72,'add','finding_accepted',6,X'67dcca90a773ffd248cc050d9ce45a8d','facts',1,NULL,NULL,NULL,NULL,NULL,X'36fb2752446ee87c47d88cf56b74f585fb2899a1124b23974bbb58d47fdd15a0');
INSERT INTO journal_change VALUES(7,73,'add','finding_accepted',6,X'67dcca90a773ffd248cc050d9ce45a8d','comment',0,NULL,NULL,NULL,'提示已逐条核对',X'ca9a2468ab856fa7b3328b0185221f1a',X'707df3e7c95559ed06915b5907cecf6ad177bdc972fe85f913d9af51b9203104');
INSERT INTO journal_change VALUES(7,74,'add','finding_accepted',7,X'825fffbd6a63caae803cb2fdc8e23cca','case_id',0,NULL,NULL,NULL,1,X'14638a1ceed082ed8b5e57b5b1b8bd25',X'4a18947d75aa80f831a28155971a76e7fccab90f98022c53c0a65261f6770e6b');
INSERT INTO journal_change VALUES(7,75,'add','finding_accepted',7,X'825fffbd6a63caae803cb2fdc8e23cca','approval_id',0,NULL,NULL,NULL,1,X'f1e0bdf85ff48bc3bb3abcf4fcabbda6',X'947235e833d2e3f293d92344914c8e159676a7ef2ebdfb092b284e3eb7ddce28');
INSERT INTO journal_change VALUES(7,76,'add','finding_accepted',7,X'825fffbd6a63caae803cb2fdc8e23cca','rule',0,NULL,NULL,NULL,'R703',X'c5699af4cdcc8ce304deb8472f26023a',X'388215d302915e5dda1fcc6f1e51a5f156086e26343a45299e41a5edf6b5b56a');
INSERT INTO journal_change VALUES(7,77,'add','finding_accepted',7,X'825fffbd6a63caae803cb2fdc8e23cca','version',0,NULL,NULL,NULL,'1',X'6540ecc8da8d09d65c30ea7a6fef5e3a',X'6433ca27a28aeb0593838780ed4d1941059229b009ceb30cc74d0ce3d7a318de');
INSERT INTO journal_change VALUES(7,78,'add','finding_accepted',7,X'825fffbd6a63caae803cb2fdc8e23cca','severity',0,NULL,NULL,NULL,'warn',X'4e27c96f88d49ba4bececb1447493f74',X'984d4a272738313089c22d0aed9e65a0d5ada3e3a110a95375d559a7db530b6e');
INSERT INTO journal_change VALUES(7,79,'add','finding_accepted',7,X'825fffbd6a63caae803cb2fdc8e23cca','field',0,NULL,NULL,NULL,'document.state',X'd9b8f8b7c0f02a89897f9eb9718a82b1',X'ebcd6abcdb92773953b7216f173a62c3e6f0df9f7e65c925638495945610c1d9');
INSERT INTO journal_change VALUES(7,80,'add','finding_accepted',7,X'825fffbd6a63caae803cb2fdc8e23cca','row_no',0,NULL,NULL,NULL,11,X'23fcedc746c4f5affb01900c8a450e21',X'4668d06d89d0af567b4f7859809f3cadb511dcc07b48cab101fb3d21ff3b21b9');
INSERT INTO journal_change VALUES(7,81,'add','finding_accepted',7,X'825fffbd6a63caae803cb2fdc8e23cca','message',1,NULL,NULL,NULL,NULL,NULL,X'23fcc4b8ca6d6204fa03d09ef526ac4108d0eb19f2ea1a650c475a0a14f78d58');
INSERT INTO journal_change VALUES(7,82,'add','finding_accepted',7,X'825fffbd6a63caae803cb2fdc8e23cca','facts',1,NULL,NULL,NULL,NULL,NULL,X'f40b5348622d7528f2ab252b99db9b19ee3f2335809a53ae0a67ed0341b7b7d6');
INSERT INTO journal_change VALUES(7,83,'add','finding_accepted',7,X'825fffbd6a63caae803cb2fdc8e23cca','comment',0,NULL,NULL,NULL,'提示已逐条核对',X'9de4572666ae89efdf09e249fc1da514',X'fbee95253a8b68d4ae8fb9ece4e6858ae2d0232976ae41a9256f57ea80b69a98');
INSERT INTO journal_change VALUES(7,84,'add','finding_accepted',8,X'2636284e1c4f09e4f5bf313eb1a6b9fa','case_id',0,NULL,NULL,NULL,1,X'38bbaef8a271751f3b0cf4168a7456aa',X'f2dd9f0f49647c170d0e2b001b3ab1a61de27db9db93bc381dd86d2c8340adff');
INSERT INTO journal_change VALUES(7,85,'add','finding_accepted',8,X'2636284e1c4f09e4f5bf313eb1a6b9fa','approval_id',0,NULL,NULL,NULL,1,X'2cc2e22a9fab5d70a6146669f18ababb',X'c1f1e04585e153a8071dfc6efce5a958e203f624dbde1c1d31901c4a127ff9e8');
INSERT INTO journal_change VALUES(7,86,'add','finding_accepted',8,X'2636284e1c4f09e4f5bf313eb1a6b9fa','rule',0,NULL,NULL,NULL,'R703',X'9ec8eb191364b80cab937d2c8437d649',X'2724b2b2c1d99ba4bac6396475faafd9ab510f81f3b29644509a9973b0d30e46');
INSERT INTO journal_change VALUES(7,87,'add','finding_accepted',8,X'2636284e1c4f09e4f5bf313eb1a6b9fa','version',0,NULL,NULL,NULL,'1',X'61a2f4a321930635151c6c6f2ebac2d2',X'748dd0fce6b162ed118c84e59343c0034692fb8f4623513ccd156842eb967262');
INSERT INTO journal_change VALUES(7,88,'add','finding_accepted',8,X'2636284e1c4f09e4f5bf313eb1a6b9fa','severity',0,NULL,NULL,NULL,'warn',X'1d8559a4e543975ca58a1467892d6f2c',X'b6ead49b9dd12169d6376a37e52f9a18ba49c052009d8482b778a5ecbd89722a');
INSERT INTO journal_change VALUES(7,89,'add','finding_accepted',8,X'2636284e1c4f09e4f5bf313eb1a6b9fa','field',0,NULL,NULL,NULL,'document.state',X'bb34e9aa0aa57e16281502b29eee2eb0',X'554b37c6ba77ad6377c56150dfc235aad20ce7fbe09152dd4bb1b06075e91233');
INSERT INTO journal_change VALUES(7,90,'add','finding_accepted',8,X'2636284e1c4f09e4f5bf313eb1a6b9fa','row_no',0,NULL,NULL,NULL,12,X'3b67664b997846db9cd309066dadd68b',X'2b13403058984f5a8655ae7705f1b5b296a40109448ca77536a28b3648755d75');
INSERT INTO journal_change VALUES(7,91,'add','finding_accepted',8,X'2636284e1c4f09e4f5bf313eb1a6b9fa','message',1,NULL,NULL,NULL,NULL,NULL,X'989eba9266d18f2ebb88296bc6cc432c8d3d45cf4f41ed2ede87a6b14c463cf6');
INSERT INTO journal_change VALUES(7,92,'add','finding_accepted',8,X'2636284e1c4f09e4f5bf313eb1a6b9fa','facts',1,NULL,NULL,NULL,NULL,NULL,X'f728023fc698c22d7e29dee89c1478c5892d270f1049fcdf03cbf0a87e950537');
INSERT INTO journal_change VALUES(7,93,'add','finding_accepted',8,X'2636284e1c4f09e4f5bf313eb1a6b9fa','comment',0,NULL,NULL,NULL,'提示已逐条核对',X'7e0f45a684118d4074531ad5a1d0b9fa',X'0ded2669ba2698a794939142fe16a465d009d009439bb513e4716f3808e0e951');
INSERT INTO journal_change VALUES(7,94,'add','finding_accepted',9,X'0b0340afd961c455d005110c1544da94','case_id',0,NULL,NULL,NULL,1,X'b5009f21d1085365087e203515b77c68',X'3fb0dfd6132f0348a9ac45d08c1e685b2b8d5bf02208a0e1d83da077fa4d0bb3');
INSERT INTO journal_change VALUES(7,95,'add','finding_accepted',9,X'0b0340afd961c455d005110c1544da94','approval_id',0,NULL,NULL,NULL,1,X'9040f79672b859274d4393ac925ccc1d',X'63d4391fa09ddb4260366264fe11804b2e5ddfeb16c5138265abf92298d1749d');
INSERT INTO journal_change VALUES(7,96,'add','finding_accepted',9,X'0b0340afd961c455d005110c1544da94','rule',0,NULL,NULL,NULL,'R703',X'd0fb34041d6d1c9ff3951171a8c9cbe0',X'be0a14a344a985d8a908fbd1da2ec39982ae315d9263151cd2777612feb0a5b0');
INSERT INTO journal_change VALUES(7,97,'add','finding_accepted',9,X'0b0340afd961c455d005110c1544da94','version',0,NULL,NULL,NULL,'1',X'bc09cf6f5da6021963a72eeae3c46bc0',X'78b7947f5e7e17939d1aaeb6096f5cabeb3ab63282cde03147b6533ae6f2dd10');
INSERT INTO journal_change VALUES(7,98,'add','finding_accepted',9,X'0b0340afd961c455d005110c1544da94','severity',0,NULL,NULL,NULL,'warn',X'b3accd23c5470108f37573137510f106',X'40ff617976f0b13cd3689ec5742aa415c56d966be0bfba00484a05122c5d9a7c');
INSERT INTO journal_change VALUES(7,99,'add','finding_accepted',9,X'0b0340afd961c455d005110c1544da94','field',0,NULL,NULL,NULL,'document.state',X'513ef5d33225b1595ed80cd5eaac9f38',X'a5bb5df4f9218dd96d6c1d73ace1c2696d98dc6355d8d5c178164c7891aa1ac3');
INSERT INTO journal_change VALUES(7,100,'add','finding_accepted',9,X'0b0340afd961c455d005110c1544da94','row_no',0,NULL,NULL,NULL,13,X'f1dbcd97dfb4001eda17328187bd3d1e',X'f70026878fd65ad325d33a7a9e6766f153655f676412e3a2ca5501f71b47c38d');
INSERT INTO journal_change VALUES(7,101,'add','finding_accepted',9,X'0b0340afd961c455d005110c1544da94','message',1,NULL,NULL,NULL,NULL,NULL,X'0122d86ee6ac74e0a902a3a7ff9f08ceefac4225728cac210d3a0dae43307544');
INSERT INTO journal_change VALUES(7,102,'add','finding_accepted',9,X'0b0340afd961c455d005110c1544da94','facts',1,NULL,NULL,NULL,NULL,NULL,X'c47eb6374c9a2b93d22484a3654d65bb22c733e4afe630743be02310f54f4295');
INSERT INTO journal_change VALUES(7,103,'add','finding_accepted',9,X'0b0340afd961c455d005110c1544da94','comment',0,NULL,NULL,NULL,'提示已逐条核对',X'91635b1c0bc77983f8a8d24b6881b223',X'75f5f27bcd35ffec763cf89c22d97c0755a08308204d90693330ea78bbd12d6f');
INSERT INTO journal_change VALUES(7,104,'add','finding_accepted',10,X'e872cefa6277262f4fd99eb5629f3555','case_id',0,NULL,NULL,NULL,1,X'05e7b7fe04273b301c6dd060a18352c8',X'1f8e790c2dd23e342b8b1298839b2a3b551bfc49a433a82638a15d15c662505f');
INSERT INTO journal_change VALUES(7,105,'add','finding_accepted',10,X'e872cefa6277262f4fd99eb5629f3555','approval_id',0,NULL,NULL,NULL,1,X'c1089ef1cbb2eea7d1d8cf3fdfc57725',X'00a5948743ff7731c4192d76882242dd6f594d46d457e3151bbbbebe51df433a');
INSERT INTO journal_change VALUES(7,106,'add','finding_accepted',10,X'e872cefa6277262f4fd99eb5629f3555','rule',0,NULL,NULL,NULL,'R703',X'07433e9d7789a34b7252be833538bc87',X'729f96fa23f9c38ffcea2774c279f8c55c5c3e5dcf900983ae754ebab6697be0');
INSERT INTO journal_change VALUES(7,107,'add','finding_accepted',10,X'e872cefa6277262f4fd99eb5629f3555','version',0,NULL,NULL,NULL,'1',X'f23b6ee04dc3de18c40b71cef82c66e6',X'2d0c1a05c7a8c14f6932c0a71365a06ab5e500bdf4ac0f24e66b1a7491b37fb1');
INSERT INTO journal_change VALUES(7,108,'add','finding_accepted',10,X'e872cefa6277262f4fd99eb5629f3555','severity',0,NULL,NULL,NULL,'warn',X'532ef9fdadc7f29fbd15cb4656c312d4',X'3984204c9be1dd1df1e4628cf09c643eb63e9af0ab1116502b3d50852c7477ca');
INSERT INTO journal_change VALUES(7,109,'add','finding_accepted',10,X'e872cefa6277262f4fd99eb5629f3555','field',0,NULL,NULL,NULL,'document.state',X'9be9e458d0baa2649df44d52127eb701',X'3b93ae577ca51028e68cc51447e6e23cdac855c8b74006520a35a0ecd84f1d15');
INSERT INTO journal_change VALUES(7,110,'add','finding_accepted',10,X'e872cefa6277262f4fd99eb5629f3555','row_no',0,NULL,NULL,NULL,14,X'a5540b44ca3228795210e78069527968',X'80d7b27295b53642cb0ee8cf6c0688655f84ee8b851344981f6ebfeb07c0b37c');
INSERT INTO journal_change VALUES(7,111,'add','finding_accepted',10,X'e872cefa6277262f4fd99eb5629f3555','message',1,NULL,NULL,NULL,NULL,NULL,X'ab068298efb24a5b7a71927d77a2e1db08678cfd82ec784f32dce0c3fd2e9520');
INSERT INTO journal_change VALUES(7,112,'add','finding_accepted',10,X'e872cefa6277262f4fd99eb5629f3555','facts',1,NULL,NULL,NULL,NULL,NULL,X'30327d8ffb2f7a5d8eeb870b3c78619c5a077b62c2c4c176b3b0952bbbbc5f10');
INSERT INTO journal_change VALUES(7,113,'add','finding_accepted',10,X'e872cefa6277262f4fd99eb5629f3555','comment',0,NULL,NULL,NULL,'提示已逐条核对',X'710a33673678e071d4a66d2530241484',X'a4b70d9e76dbaf6b6a1d794ad1ce76bd8c8511a923347c916ea8000dfca6a23d');
INSERT INTO journal_change VALUES(7,114,'add','finding_accepted',11,X'013360845a99ffd28ba5c9dbf1c4559c','case_id',0,NULL,NULL,NULL,1,X'b7aacd9745cf49233ae8bd1567a0fcee',X'5a0d0af831dc9049ff857ebc0cfcb50f017458fe52262d91c053e76ac01e2907');
INSERT INTO journal_change VALUES(7,115,'add','finding_accepted',11,X'013360845a99ffd28ba5c9dbf1c4559c','approval_id',0,NULL,NULL,NULL,1,X'5c756faffec7c3e63b2ea8e385b373ef',X'd63b6bf3fbc054ef2afb3fb14bd6d42667c23be8a886f3892cfe1aa6e01573d8');
INSERT INTO journal_change VALUES(7,116,'add','finding_accepted',11,X'013360845a99ffd28ba5c9dbf1c4559c','rule',0,NULL,NULL,NULL,'R703',X'd686d9e3ae0b4549e9670282e93c09c9',X'30bcdd18219048e93973ac2f09bf04ea1a783b4d4d4ba66b8868094ddcb04ee3');
INSERT INTO journal_change VALUES(7,117,'add','finding_accepted',11,X'013360845a99ffd28ba5c9dbf1c4559c','version',0,NULL,NULL,NULL,'1',X'3213b22e0c0c18d687b98cf17c2f9d22',X'034027df34c0921277cc2e404a0e1dee7857ad937105bab047f923da028df797');
INSERT INTO journal_change VALUES(7,118,'add','finding_accepted',11,X'013360845a99ffd28ba5c9dbf1c4559c','severity',0,NULL,NULL,NULL,'warn',X'b2c23eaee3eccc7320b4ed81617bbaae',X'39ae3ba93c3b51f94a47f49d6120f3af9127c6ed68fbc7f56d47c1cdd8d0b2c5');
INSERT INTO journal_change VALUES(7,119,'add','finding_accepted',11,X'013360845a99ffd28ba5c9dbf1c4559c','field',0,NULL,NULL,NULL,'document.state',X'bcbf18aeae5450bea851ab972ca8c13a',X'53762ee94c9f7eb0bb14daaebe549b446c57ef8ddb11e829013b72a1ffbc165f');
INSERT INTO journal_change VALUES(7,120,'add','finding_accepted',11,X'013360845a99ffd28ba5c9dbf1c4559c','row_no',0,NULL,NULL,NULL,15,X'34c69530b91e6521b4c53f8e8c80015e',X'58c592995133615bdb453d03faaade13fb82b74300156892667d7212e9938eb9');
INSERT INTO journal_change VALUES(7,121,'add','finding_accepted',11,X'013360845a99ffd28ba5c9dbf1c4559c','message',1,NULL,NULL,NULL,NULL,NULL,X'47e74788da0c985347d1d8edd432fd4b6bfd7abadf90354a1ef8bc1353ebc95c');
INSERT INTO journal_change VALUES(7,122,'add','finding_accepted',11,X'013360845a99ffd28ba5c9dbf1c4559c','facts',1,NULL,NULL,NULL,NULL,NULL,X'a73d5319daa304cb24b51455cbda75ff8812b73fa7fa38a2a2fa21dd9a85c63c');
INSERT INTO journal_change VALUES(7,123,'add','finding_accepted',11,X'013360845a99ffd28ba5c9dbf1c4559c','comment',0,NULL,NULL,NULL,'提示已逐条核对',X'7f942116371f0a0e3cd5291216a5e5cf',X'bc9c36f84b8f9e9eaa08e6d903b11486e40b1a6b882c09549f72f0011d5e35b0');
INSERT INTO journal_change VALUES(7,124,'add','finding_accepted',12,X'c0939539a57a634e1572f3d0a67521ae','case_id',0,NULL,NULL,NULL,1,X'2f39065da27cbd9460a13aa7d04af043',X'9352ea9f26fdf6f8fcbbd05b2ac3bb5a63071925058e88407e1aeafc8a92080e');
INSERT INTO journal_change VALUES(7,125,'add','finding_accepted',12,X'c0939539a57a634e1572f3d0a67521ae','approval_id',0,NULL,NULL,NULL,1,X'21c720c3a5bea4a5d3325dc7565d137f',X'7d369b7fb20383038461d24806b0c07e3dcdfa9292de5fc728332fc67aecda9c');
INSERT INTO journal_change VALUES(7,126,'add','finding_accepted',12,X'c0939539a57a634e1572f3d0a67521ae','rule',0,NULL,NULL,NULL,'R703',X'b5a3604a4a61840e827617a20d8e44cc',X'ec59d3072b03750cfc96db331b07d9e8e74b3f070e2b413f9201bf8ec0a1370f');
INSERT INTO journal_change VALUES(7,127,'add','finding_accepted',12,X'c0939539a57a634e1572f3d0a67521ae','version',0,NULL,NULL,NULL,'1',X'abfa48f8ebeca39401ee9eb7a261f5d4',X'0e2d6c995c96e193afa2c0dd2e9accfddb435b9bfb680ea1fd33513605773d8b');
INSERT INTO journal_change VALUES(7,128,'add','finding_accepted',12,X'c0939539a57a634e1572f3d0a67521ae','severity',0,NULL,NULL,NULL,'warn',X'8bd583abf0eabd0fdd7c6002a757bf80',X'c21997bb09d03cf83d5aee9259e67cdaa1f25bc90b179bc5ab08370a49a20596');
INSERT INTO journal_change VALUES(7,129,'add','finding_accepted',12,X'c0939539a57a634e1572f3d0a67521ae','field',0,NULL,NULL,NULL,'document.state',X'08240b7ff4893c5edce58a5837ec78e9',X'79091d4cdaf0dd9f914d4a5ab49f831549a74c9e63530470ad4b1bf93eee0b2d');
INSERT INTO journal_change VALUES(7,130,'add','finding_accepted',12,X'c0939539a57a634e1572f3d0a67521ae','row_no',0,NULL,NULL,NULL,16,X'118e6d58589179dd922f1b754aae8592',X'3d4c6eb33284b85ca6ddeea48461d012373d4792e41ae728d4659391c4087481');
INSERT INTO journal_change VALUES(7,131,'add','finding_accepted',12,X'c0939539a57a634e1572f3d0a67521ae','message',1,NULL,NULL,NULL,NULL,NULL,X'4c47abb8e0eb6fe5b6e8df29de5a8d38bae573500c12f7c806e2732d75a502e0');
INSERT INTO journal_change VALUES(7,132,'add','finding_accepted',12,X'c0939539a57a634e1572f3d0a67521ae','facts',1,NULL,NULL,NULL,NULL,NULL,X'01c70685f55f26290fe07da4fedc589050b935d76ef414c2928cfc426e5944c4');
INSERT INTO journal_change VALUES(7,133,'add','finding_accepted',12,X'c0939539a57a634e1572f3d0a67521ae','comment',0,NULL,NULL,NULL,'提示已逐条核对',X'd8eded31ca4fe104d1a4dbeb1e36bbc8',X'0b2d999556bb713e93e45d2746e87698ca35825703e11976fb7e00d858af3796');
INSERT INTO journal_change VALUES(7,134,'add','finding_accepted',13,X'051b5eeac7f66378e4d6948392a6da29','case_id',0,NULL,NULL,NULL,1,X'57904cc3e7f7eda263ddb60522484193',X'72de2eba9251aa50fd1bde7d20058989ddc61093acfe7926ed88f8be9a5b51f2');
INSERT INTO journal_change VALUES(7,135,'add','finding_accepted',13,X'051b5eeac7f66378e4d6948392a6da29','approval_id',0,NULL,NULL,NULL,1,X'6826e8a59920063844201e90c83cd3b1',X'6ef7048cc61ddb7b49ddbfda9035926af008625af0429ffa7045b9f0c75fb500');
INSERT INTO journal_change VALUES(7,136,'add','finding_accepted',13,X'051b5eeac7f66378e4d6948392a6da29','rule',0,NULL,NULL,NULL,'R412',X'0221986952ea92b85794c775ccecd6fa',X'b9e1dd1534619adcacc05415ce420321138beee82948c73e8f18920e406ef664');
INSERT INTO journal_change VALUES(7,137,'add','finding_accepted',13,X'051b5eeac7f66378e4d6948392a6da29','version',0,NULL,NULL,NULL,'1',X'936314451704c7c0897caef9541bfca9',X'c5c4ceef999aea65d544fef90cde2485c96f52b96e4f02190fe15f305818ce9c');
INSERT INTO journal_change VALUES(7,138,'add','finding_accepted',13,X'051b5eeac7f66378e4d6948392a6da29','severity',0,NULL,NULL,NULL,'info',X'49121df40b6acb1a666c30d142152d4f',X'94a55b1478d9828b0026dbff57c6a369a7c8f5d268021c38b3eb9d884a94f987');
INSERT INTO journal_change VALUES(7,139,'add','finding_accepted',13,X'051b5eeac7f66378e4d6948392a6da29','field',0,NULL,NULL,NULL,'case.target_fen',X'5683d53f7c84d42ab61213b102818ca9',X'df022a1e49252d0da595810228f9e40e90cfa90de6c330ae0d5e1c86e0920ccb');
INSERT INTO journal_change VALUES(7,140,'add','finding_accepted',13,X'051b5eeac7f66378e4d6948392a6da29','row_no',0,NULL,NULL,NULL,1,X'4218b75373ac0327280ab7bca5716871',X'1d80eee4743f71f9f2180b1e17032964399c978e3ea8a2d84fc5aadd96b92f2d');
INSERT INTO journal_change VALUES(7,141,'add','finding_accepted',13,X'051b5eeac7f66378e4d6948392a6da29','message',1,NULL,NULL,NULL,NULL,NULL,X'2515fd88b456b69527b71ccf3b377b47ca3f6deeb9224f5dab6fcba2fdd9d933');
INSERT INTO journal_change VALUES(7,142,'add','finding_accepted',13,X'051b5eeac7f66378e4d6948392a6da29','facts',1,NULL,NULL,NULL,NULL,NULL,X'cb74969c04cf60bc4475346e4108acd6ecc44a76d00c605951792d38fc3049c2');
INSERT INTO journal_change VALUES(8,1,'add','batch',1,X'2d26d2b7521ce3d8587ea1a24628863b','no',0,NULL,NULL,NULL,'T1-B0001',X'a727a0b4e18db8f0959c1361b0a4a216',X'5ce909de5e20dded2324a0d2a163e2f63f446dd0bb1b52871416f0e833cc9472');
INSERT INTO journal_change VALUES(8,2,'add','batch',1,X'2d26d2b7521ce3d8587ea1a24628863b','template',0,NULL,NULL,NULL,'neutral',X'cbccc1cd99cc4a1f25e94e2ad7d79a55',X'284ee495cbfc9bc8c22d25d01e73a9b902749dffdcf15c24ac39d408ab6a80b5');
INSERT INTO journal_change VALUES(8,3,'add','batch',1,X'2d26d2b7521ce3d8587ea1a24628863b','knowledge_version',0,NULL,NULL,NULL,'061af3b3ce6e051e',X'023ec13cc892421d8889e3c0af602192',X'cab9bc86ed8855b0a8d6981a5069f66a579ff90b88ffed8dc0e16631c4bcfdc1');
INSERT INTO journal_change VALUES(8,4,'add','batch',1,X'2d26d2b7521ce3d8587ea1a24628863b','at',0,NULL,NULL,NULL,'2026-11-29T18:42:39.464Z',X'1539cd30cfe809e16654a5508c8ea9b5',X'df02cca70d12aeec5db45e6e52caec9513d87c14d1299ff6ee2ad82bd5c53198');
INSERT INTO journal_change VALUES(8,5,'add','batch',1,X'2d26d2b7521ce3d8587ea1a24628863b','user_id',0,NULL,NULL,NULL,1,X'dcc222f7e182c0c6d0f25ade30fe7c91',X'f5c941177ab864bf5cccc50caef40477cc97c77a2b16363bb4f77c9bfcbfed30');
INSERT INTO journal_change VALUES(8,6,'add','batch',1,X'2d26d2b7521ce3d8587ea1a24628863b','by_name',0,NULL,NULL,NULL,'周主任',X'c62baf67ac1dbab39b51add852fbe7bb',X'ca73760afee6c9b94b29ea9a28b92b9cad7c79dcd63c9faf6fc52a25b28d7ac7');
INSERT INTO journal_change VALUES(8,7,'add','batch',1,X'2d26d2b7521ce3d8587ea1a24628863b','on_day',0,NULL,NULL,NULL,'2026-11-29',X'c1098b283b35b7ed775dfde3e300da69',X'1df300518c3a1507f1c37e0f5815741a64344d35d895c4ffc288120555c7bd1c');
INSERT INTO journal_change VALUES(8,8,'add','batch',1,X'2d26d2b7521ce3d8587ea1a24628863b','organisation',0,NULL,NULL,NULL,'测试医院',X'eb44eb61fce8a0b6b0f4e95d461368fc',X'be28cfb172833521e4e50efb0dd3abe033f221c8a28807e941c5aa73aa05bab1');
INSERT INTO journal_change VALUES(8,9,'add','batch',1,X'2d26d2b7521ce3d8587ea1a24628863b','station',0,NULL,NULL,NULL,'T1',X'f41699fd9deb65a9cd963ff89969f10a',X'f97ed333b81f52f8cd444d426debcb9a01e5c394c0e7eea618029fe8026da7ff');
INSERT INTO journal_change VALUES(8,10,'add','batch',1,X'2d26d2b7521ce3d8587ea1a24628863b','practice',0,NULL,NULL,NULL,0,X'e4b9989a0ea85efe01099277a106cb07',X'd8cd235ae7e82a6c4db0851386d1e7884cba64e944336e5f6150e48a0f69f314');
INSERT INTO journal_change VALUES(8,11,'add','batch',1,X'2d26d2b7521ce3d8587ea1a24628863b','file',0,NULL,NULL,NULL,'a.xlsx',X'6e86c01bf8501bf7079722093f032413',X'e48d9b0934c1f7973c27f1afc1199ec774678203f08be1eb52500b4a7444e478');
INSERT INTO journal_change VALUES(8,12,'add','batch',1,X'2d26d2b7521ce3d8587ea1a24628863b','sha256',0,NULL,NULL,NULL,'62767510a7ff3800338d102d2ad82c2365f69ba684ce21274b435192a4266ad8',X'3806a42769f9e1255839db8d9f94e031',X'e5d03ac9e8c166fe05985ae76e12a588025bdc440bb33da6d68c4cecf1472525');
INSERT INTO journal_change VALUES(8,13,'add','batch',1,X'2d26d2b7521ce3d8587ea1a24628863b','cases',0,NULL,NULL,NULL,1,X'bdcf3a0be8604588750c98e29448583e',X'f2ca5495a54ed850283e929fee025c582bf40a7eff3c894c1b1059b718a32b6d');
INSERT INTO journal_change VALUES(8,14,'add','batch',1,X'2d26d2b7521ce3d8587ea1a24628863b','rows',0,NULL,NULL,NULL,50,X'd1af39ad70dccc229b20d493664ef12b',X'2496f9739ce22e767315407ff558cf38f144cac9f18b943a481dab28d61032a5');
INSERT INTO journal_change VALUES(8,15,'add','batch',1,X'2d26d2b7521ce3d8587ea1a24628863b','state',0,NULL,NULL,NULL,'begun',X'48fda342ae72d315dc895ae2cbc79ea7',X'a6948c1743493cb1f0442f8153de91342529639a1d85d7ded43acf790179febb');
INSERT INTO journal_change VALUES(8,16,'add','batch',1,X'2d26d2b7521ce3d8587ea1a24628863b','platform',0,NULL,NULL,NULL,'shuidichou',X'e686bc4459ff7b84a70f504144913119',X'2ff072c03ffb708a7762ca15ab0a84eca03d18ce57bfb47123a7a619cc6ae30b');
INSERT INTO journal_change VALUES(8,17,'add','batch',1,X'2d26d2b7521ce3d8587ea1a24628863b','manifest',0,NULL,NULL,NULL,replace('{\n "batch": "T1-B0001",\n "file": "a.xlsx",\n "sha256": "62767510a7ff3800338d102d2ad82c2365f69ba684ce21274b435192a4266ad8",\n "platform": "shuidichou",\n "template": {\n  "name": "neutral",\n  "title": "通用模板",\n  "version": "2",\n  "purpose": "launch"\n },\n "knowledge": "061af3b3ce6e051e",\n "organisation": "测试医院",\n "station": "T1",\n "exported_by": "周主任",\n "exported_at": "2026-11-29T18:42:39.464Z",\n "practice": false,\n "on": "2026-11-29",\n "cases": 1,\n "rows": 50,\n "sheets": [\n  {\n   "title": "求助案例",\n   "rows": 1,\n   "sums": [\n    {\n     "column": "目标金额（元）",\n     "fen": 28000000\n    },\n    {\n     "column": "账单总额（元）",\n     "fen": 0\n    },\n    {\n     "column": "已发生费用（元）",\n     "fen": 14220000\n    },\n    {\n     "column": "其中医保报销（元）",\n     "fen": 7100000\n    },\n    {\n     "column": "其中自付（元）",\n     "fen": 7120000\n    },\n    {\n     "column": "欠付医院（元）",\n     "fen": 0\n    },\n    {\n     "column": "计划费用（元）",\n     "fen": 58000000\n    },\n    {\n     "column": "计划报销（元）",\n     "fen": 27000000\n    },\n    {\n     "column": "计划自付（元）",\n     "fen": 31000000\n    },\n    {\n     "column": "救助与理赔（元）",\n     "fen": 800000\n    },\n    {\n     "column": "自有资金（元）",\n     "fen": 0\n    },\n    {\n     "column": "资金缺口（元）",\n     "fen": 30200000\n    },\n    {\n     "column": "家庭年收入（元）",\n     "fen": 5500000\n    },\n    {\n     "column": "家庭资产（元）",\n     "fen": 12000000\n    },\n    {\n     "column": "家庭债务（元）",\n     "fen": 6500000\n    }\n   ]\n  },\n  {\n   "title": "家庭成员",\n   "rows": 3,\n   "sums": [\n    {\n     "column": "年收入（元）",\n     "fen": 5500000\n    }\n   ]\n  },\n  {\n   "title": "信息公示",\n   "rows": 10,\n   "sums": [\n    {\n     "column": "金额（元）",\n     "fen": 25400000\n    }\n   ]\n  },\n  {\n   "title": "医疗计划",\n   "rows": 3,\n   "sums": [\n    {\n     "column": "预计费用（元）",\n     "fen": 58000000\n    },\n    {\n     "column": "预计报销（元）",\n     "fen": 27000000\n    },\n    {\n     "column": "预计自付（元）",\n     "fen": 31000000\n    }\n   ]\n  },\n  {\n   "title": "费用清单",\n   "rows": 4,\n   "sums": [\n    {\n     "column": "金额（元）",\n     "fen": 14220000\n    },\n    {\n     "column": "医保报销（元）",\n     "fen": 7100000\n    },\n    {\n     "column": "自付（元）",\n     "fen": 7120000\n    },\n    {\n     "column": "欠付（元）",\n     "fen": 0\n    }\n   ]\n  },\n  {\n   "title": "保障与救助",\n   "rows": 0,\n   "sums": [\n    {\n     "column": "金额（元）",\n     "fen": 0\n    },\n    {\n     "column": "其中已用（元）",\n     "fen": 0\n    }\n   ]\n  },\n  {\n   "title": "材料清单",\n   "rows": 19,\n   "sums": []\n  },\n  {\n   "title": "收款人",\n   "rows": 1,\n   "sums": []\n  },\n  {\n   "title": "家庭资产",\n   "rows": 1,\n   "sums": [\n    {\n     "column": "价值（元）",\n     "fen": 12000000\n    }\n   ]\n  },\n  {\n   "title": "家庭债务",\n   "rows": 1,\n   "sums": [\n    {\n     "column": "尚欠金额（元）",\n     "fen": 6500000\n    }\n   ]\n  },\n  {\n   "title": "拨付计划",\n   "rows": 0,\n   "sums": [\n    {\n     "column": "金额（元）",\n     "fen": 0\n    }\n   ]\n  },\n  {\n   "title": "授权同意",\n   "rows": 5,\n   "sums": []\n  },\n  {\n   "title": "核实记录",\n   "rows": 2,\n   "sums": []\n  }\n ],\n "approvers": [\n  {\n   "name": "周主任",\n   "cases": 1\n  }\n ]\n}\n','\n',char(10)),X'8eb4fa807193cc5ad28458ea83643bbd',X'aa473d3ac86da5998a9ad1c2b71a3030745ec23023e85d22fb1ef9dc8065b755');
INSERT INTO journal_change VALUES(8,18,'add','batch',1,X'2d26d2b7521ce3d8587ea1a24628863b','purpose',0,NULL,NULL,NULL,'launch',X'e56688d164e6864a66c6d1791d007f0a',X'6bdec06b6ddb741908c1a7a6381a89723a2cb822b2d5486b6781bdc126ed3ef6');
INSERT INTO journal_change VALUES(8,19,'add','batch_case',1,X'0d1cca93628cda3a3f6eadfab6b0b948','batch_id',0,NULL,NULL,NULL,1,X'072da699783d7842c7db932f4a29c316',X'f2fe4510fe0e7efa8851f6f5402bee18f0f61bd113c1442d7f4e91300dfcabf5');
INSERT INTO journal_change VALUES(8,20,'add','batch_case',1,X'0d1cca93628cda3a3f6eadfab6b0b948','place',0,NULL,NULL,NULL,1,X'8bc49e372b46d575ef9cb1291670453e',X'a2eeb1e0d5401f53e14120000fa5f56416cedf80d3138808b4c36d4fd9e0ef88');
INSERT INTO journal_change VALUES(8,21,'add','batch_case',1,X'0d1cca93628cda3a3f6eadfab6b0b948','case_id',0,NULL,NULL,NULL,1,X'43af74e7ca6a476fb6a8b0028c828ff6',X'a57b7876bce144f96fc431740fd01e62bf4febd0e1a1d81d22bf830844729fd9');
INSERT INTO journal_change VALUES(8,22,'add','batch_case',1,X'0d1cca93628cda3a3f6eadfab6b0b948','approval_id',0,NULL,NULL,NULL,1,X'8bf83b76a6a5e3d909199108bf4f399d',X'42d943848cc0e537b4c27edab420b3adc28afe081e6a1a685c042d2e6b3eeae4');
INSERT INTO journal_change VALUES(9,1,'set','batch',1,X'2d26d2b7521ce3d8587ea1a24628863b','state',0,'begun',X'93120d846b9490d2335ca81ef4affd08',X'ddc1a1d97bdc8047f93d122a5ecb45cbe3b19867fd2c993422082a65cfc30344','written',X'5be6c8b3d4e8bf926e573bf32528b347',X'6fb79ffe535cc6bd7a61c2557535be621b13de4981c16af8911e846480b6279a');
INSERT INTO journal_change VALUES(10,1,'set','case_file',1,X'15b5910e1a77822a7f58ef901b5c7751','status',0,'approved',X'ce02a32254d0525bd0dabe71eacfcb6c',X'377d13356896346bb4a6d5168efbfca347126c9a113f39672faf424cb73fdada','exported',X'7bacec5d563f3bcc136d33e452b3023d',X'2257a881d2045bbd0a3f96065a2d35bf0a3ff1f974804366ac7d5dae18cd19cf');
INSERT INTO journal_change VALUES(10,2,'add','life_step',1,X'0d4d73fb043a293675e3638f6f63b0ac','case_id',0,NULL,NULL,NULL,1,X'4d8bfcd2fb3418c5d590c9280492ae9f',X'fd2c66dd22b06af4543cd25c19655d5d724a773081f5a0cdcfedc8cf7010e9b5');
INSERT INTO journal_change VALUES(10,3,'add','life_step',1,X'0d4d73fb043a293675e3638f6f63b0ac','group_id',0,NULL,NULL,NULL,10,X'4b064c5b35c896d78e54dfef90174ddf',X'6aec6c2a5dadf850e280f8c64006a5e8714c6545f112b8567b3916f9384ef993');
INSERT INTO journal_change VALUES(10,4,'add','life_step',1,X'0d4d73fb043a293675e3638f6f63b0ac','at',0,NULL,NULL,NULL,'2026-11-29T18:42:39.845Z',X'b2d4ccb95f8fc4066ea3a4bf7f2bdb4e',X'632691e0b891251d0bea5e60a00d4ef8de0eb9e3217293fbedb81a5fa21eb46a');
INSERT INTO journal_change VALUES(10,5,'add','life_step',1,X'0d4d73fb043a293675e3638f6f63b0ac','user_id',0,NULL,NULL,NULL,1,X'a97235a260cd6b8eb823fbcf7113a09c',X'6995026f7a00c2a59db93ad13c9a955d15c5b9f890d42f08ad981dc0f22d0ce1');
INSERT INTO journal_change VALUES(10,6,'add','life_step',1,X'0d4d73fb043a293675e3638f6f63b0ac','was',0,NULL,NULL,NULL,'prepared',X'de69f3e58c8634b3b749dd968abe2686',X'4335dfe03766c544357370c5f881264ee10cde58ef035be41bed1697f99aa2a6');
INSERT INTO journal_change VALUES(10,7,'add','life_step',1,X'0d4d73fb043a293675e3638f6f63b0ac','life',0,NULL,NULL,NULL,'sent',X'8eae37a3ab33d1028259e3855e2188f8',X'9c7c0ea7f5bd9b8eb60a2faae7c2371c07714beaf1edec94861cef980d94ff3d');
INSERT INTO journal_change VALUES(10,8,'add','life_step',1,X'0d4d73fb043a293675e3638f6f63b0ac','on_day',0,NULL,NULL,NULL,'2026-11-29',X'561e3fe05c1af74cb403529dce4e3c32',X'67e0a38bce6adae4bc352d787813b2e86f22608bf18cb3c57fbe61e9677a7186');
INSERT INTO journal_change VALUES(10,9,'set','case_file',1,X'15b5910e1a77822a7f58ef901b5c7751','life',0,'prepared',X'dd12efda23777a179d1dc14426583995',X'fe3e5abaa15fd83ebb2af8764f071c92f18b0c099f767671b7fb68c16f5d7d42','sent',X'deaae509f9ced5f0460c18c79a9589c4',X'5d924abb736cee40da710ce6b3b75c7ef69c8143e1cd78343a61f67445be0f77');
INSERT INTO journal_change VALUES(11,1,'add','case_file',2,X'588103b6f0bf084f4c73e052d973db21','no',0,NULL,NULL,NULL,'T1-2026-000002',X'1664f777d487ac64773a6034cdbc94c3',X'e30b3dad12325de614ccfec354d327e5a2bdf0dbf54a26fc444dcd4acfd6d248');
INSERT INTO journal_change VALUES(11,2,'add','case_file',2,X'588103b6f0bf084f4c73e052d973db21','status',0,NULL,NULL,NULL,'draft',X'dd7090529a919621c70cd6dda38386f3',X'f84123d9a499fa0264673edca205ce168ef07beb8fdcb93edb64664e896efef5');
INSERT INTO journal_change VALUES(11,3,'add','case_file',2,X'588103b6f0bf084f4c73e052d973db21','created_by',0,NULL,NULL,NULL,2,X'9e619b24e803ac10e743727e1bde6001',X'53fe28d3f6f00978ce1267320aac1a669c460883d35e965966ad4b1ed0897371');
INSERT INTO journal_change VALUES(11,4,'add','case_file',2,X'588103b6f0bf084f4c73e052d973db21','created_at',0,NULL,NULL,NULL,'2026-11-29T18:42:40.904Z',X'2ecbfcfefc7b1ec297cb155914eba16c',X'5b0914839a4e76fe9665f39d6c39730f5d3e7c94f400f37bf059c7fc1ed2ff53');
INSERT INTO journal_change VALUES(11,5,'add','case_file',2,X'588103b6f0bf084f4c73e052d973db21','updated_by',0,NULL,NULL,NULL,2,X'bfca125b9e80f26f755d5400f026ba8d',X'72f7fa2f7818d29751e92968566ed3ec2fe8dfa8249e880f0db53d91fb4c474c');
INSERT INTO journal_change VALUES(11,6,'add','case_file',2,X'588103b6f0bf084f4c73e052d973db21','updated_at',0,NULL,NULL,NULL,'2026-11-29T18:42:40.904Z',X'97cdb404ca4191db4c3358cc4f0316eb',X'2c07465ce6e83f1d714a9e97b9ef362dbfc937afa48624d25a6c6f60f85bc1e0');
INSERT INTO journal_change VALUES(11,7,'add','case_file',2,X'588103b6f0bf084f4c73e052d973db21','version',0,NULL,NULL,NULL,0,X'4aaf43883000d7798a64f11d4ffd5d59',X'deee8b28c69b6d993686f7b37567f34ae8d4ec31e960d00c1fab55ab3b83eca6');
INSERT INTO journal_change VALUES(11,8,'add','case_file',2,X'588103b6f0bf084f4c73e052d973db21','life',0,NULL,NULL,NULL,'prepared',X'f95eaf557d66a6a6f785897a657c616a',X'f935415a9ab491c8f66bd5a29473aad4d060ef6e47d232f175bb5fcf3671ce01');
INSERT INTO journal_change VALUES(12,1,'add','patient',2,X'9b35eb8d62457ec8f4a1f635f6f84988','case_id',0,NULL,NULL,NULL,2,X'065d694457e585913b67e9f95f7ad79b',X'279f58aa70b18b67ad86371c7db503960cfa2cf6f2225aed1502604aa4e82829');
INSERT INTO journal_change VALUES(12,2,'set','patient',2,X'9b35eb8d62457ec8f4a1f635f6f84988','name',0,NULL,NULL,NULL,'张晓明',X'31099fd3747d0b2caebbe57c2cf9653a',X'0e727a50726ebfcb87223fe8a1634475cd7fc8b47e5745dc041544f7b592f16a');
INSERT INTO journal_change VALUES(12,3,'add','expense',5,X'efa6fa80ed0e19a6d068a77fe598fae7','case_id',0,NULL,NULL,NULL,2,X'2018550baa1085bca80d7d31f5ddb557',X'a22f72829be8a0f4e79963c2478226a27aa325131b0ca5c13a00ea0985defdad');
INSERT INTO journal_change VALUES(12,4,'add','expense',5,X'efa6fa80ed0e19a6d068a77fe598fae7','place',0,NULL,NULL,NULL,1024,X'7dd4bfdeee99abd299608ed2134a1aa9',X'57a6404807288b80d315083c1dd656e455ff33284f5e5ea54d616290bd3e9d0f');
INSERT INTO journal_change VALUES(12,5,'set','expense',5,X'efa6fa80ed0e19a6d068a77fe598fae7','amount_fen',0,NULL,NULL,NULL,120000,X'394637c1d260b223827ef211e4ca1d35',X'26f81d1c09f3ecb68f84ae022e36d9c94a879ba6138cfa03b8ed017896571b97');
INSERT INTO journal_change VALUES(13,1,'set','patient',2,X'9b35eb8d62457ec8f4a1f635f6f84988','name',0,'张晓明',X'b44f94589ededda19b8a4af4541de027',X'0426c6595594f5ea034135bc497cbfa4151af8340342cd54f8e1d83616a62467','张大明',X'e152a1cf71348f36be0bae2593d90600',X'af15ee0f840dd66cde91012fbba19ba2b420939962ee19a14d234d2dd67207ce');
INSERT INTO journal_change VALUES(14,1,'remove','expense',5,X'efa6fa80ed0e19a6d068a77fe598fae7','case_id',0,2,X'39ca227977c81a568496bf75ffeadfd7',X'29ab4058e773122d4077c704025e8c9618e55e41180babe3f5b9475bea3632c5',NULL,NULL,NULL);
INSERT INTO journal_change VALUES(14,2,'remove','expense',5,X'efa6fa80ed0e19a6d068a77fe598fae7','place',0,1024,X'30ed6bb43502d8abf7a025dc963d09b3',X'1ab43c96dcaab665d6d5ccf8564212eff63ae2042ede9f04513ebe44ac8a49c9',NULL,NULL,NULL);
INSERT INTO journal_change VALUES(14,3,'remove','expense',5,X'efa6fa80ed0e19a6d068a77fe598fae7','amount_fen',0,120000,X'310f0032f9f8bf69b468f89968be09d4',X'103d3d42e2037ff7c099b20c03cea39f6a6b57ca8e963c16f46ba6ade52af925',NULL,NULL,NULL);
INSERT INTO journal_change VALUES(15,1,'add','case_file',3,X'80210679d19f44297f0afd78d2a10149','no',0,NULL,NULL,NULL,NULL,NULL,X'ec1ae48a0335500b9cfa92b28fb2c09cf81e8f954a23f2539c33c1c4409bffc6');
INSERT INTO journal_change VALUES(15,2,'add','case_file',3,X'80210679d19f44297f0afd78d2a10149','status',0,NULL,NULL,NULL,NULL,NULL,X'88b7a2696567eaa507143cf5ecab8a120996059a09053774c32412fa5c7a43cb');
INSERT INTO journal_change VALUES(15,3,'add','case_file',3,X'80210679d19f44297f0afd78d2a10149','created_by',0,NULL,NULL,NULL,NULL,NULL,X'5c204c49805f42336b0a4101396242a2ac295a34dbe13765156cf845e08af003');
INSERT INTO journal_change VALUES(15,4,'add','case_file',3,X'80210679d19f44297f0afd78d2a10149','created_at',0,NULL,NULL,NULL,NULL,NULL,X'53ee06074b4fecf9e37b1d75d947f98c12b3f00402b5916e253e5d8b319df436');
INSERT INTO journal_change VALUES(15,5,'add','case_file',3,X'80210679d19f44297f0afd78d2a10149','updated_by',0,NULL,NULL,NULL,NULL,NULL,X'92baece6bd5dc5aacc05ec9be1e467b5f1111550942818d9c3419cadb1e6d953');
INSERT INTO journal_change VALUES(15,6,'add','case_file',3,X'80210679d19f44297f0afd78d2a10149','updated_at',0,NULL,NULL,NULL,NULL,NULL,X'b643bfd3a03723a41e2e7fe829b712b089ca34e883cf83e6bb21ad1942717ae9');
INSERT INTO journal_change VALUES(15,7,'add','case_file',3,X'80210679d19f44297f0afd78d2a10149','version',0,NULL,NULL,NULL,NULL,NULL,X'964e9b3a599998a00de6703e2e412f3085c266576e7e8757ac779c4073c37243');
INSERT INTO journal_change VALUES(15,8,'add','case_file',3,X'80210679d19f44297f0afd78d2a10149','life',0,NULL,NULL,NULL,NULL,NULL,X'95e0fdf0a21e38aa122db1a53f59967157a10b9a26999c526b2e1d3818f433fa');
INSERT INTO journal_change VALUES(16,1,'add','patient',3,X'eee1f88463184a06d67d23644b1b58e0','case_id',0,NULL,NULL,NULL,NULL,NULL,X'b3c6153e4210f39346201136842283fc4f8cb2caa0dd1b5ce962456414c06b43');
INSERT INTO journal_change VALUES(16,2,'set','patient',3,X'eee1f88463184a06d67d23644b1b58e0','name',0,NULL,NULL,NULL,NULL,NULL,X'e1447b1ce8c449a953ec2a18b81e10f7c8ef21e398a2d7883c34ca8d1c0bb629');
INSERT INTO journal_change VALUES(18,1,'add','expense',5,X'efa6fa80ed0e19a6d068a77fe598fae7','case_id',0,NULL,NULL,NULL,2,X'e04b5ece650a98f8875764a2f84ad6b0',X'79df8c77eca182919ce646de215104a314ee62748badb24cec247b5f38a98193');
INSERT INTO journal_change VALUES(18,2,'add','expense',5,X'efa6fa80ed0e19a6d068a77fe598fae7','place',0,NULL,NULL,NULL,1024,X'c9633322200988248c9e7736aea7efa4',X'd4afa35d77aa267af6fa50379e1bda1781f328e1233d913234cf126453e9b860');
INSERT INTO journal_change VALUES(18,3,'add','expense',5,X'efa6fa80ed0e19a6d068a77fe598fae7','amount_fen',0,NULL,NULL,NULL,120000,X'8eb412acd7287208d6e4f0697007ce08',X'201e24165e6a47dc372eb197aae2aa810842f93f3b83477e95094fd8ddc82639');
CREATE TABLE pinyin_habit (
    id INTEGER PRIMARY KEY,
    user_id INTEGER NOT NULL REFERENCES user (id),
    reading TEXT NOT NULL,
    text TEXT NOT NULL,
    at TEXT NOT NULL,
    UNIQUE (user_id, reading, text)
) STRICT;
CREATE TABLE guess (
    who TEXT NOT NULL PRIMARY KEY,
    failed INTEGER NOT NULL,
    untold INTEGER NOT NULL,
    begun INTEGER NOT NULL,
    begun_at INTEGER NOT NULL,
    failed_at INTEGER NOT NULL,
    wait_until INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE sign_in (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
    user_id INTEGER REFERENCES user (id),
    failed INTEGER NOT NULL
) STRICT;
CREATE TABLE making (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    folder TEXT NOT NULL,
    target TEXT NOT NULL,
    batch_id INTEGER REFERENCES batch (id)
, user_id INTEGER REFERENCES user (id), replace INTEGER NOT NULL DEFAULT 0 CHECK (replace = 0 OR replace = 1)) STRICT;
CREATE TABLE case_due (
    case_id INTEGER NOT NULL REFERENCES case_file (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    on_day TEXT NOT NULL,
    PRIMARY KEY (case_id, kind)
) STRICT, WITHOUT ROWID;
INSERT INTO case_due VALUES(1,'expiry','2027-02-13');
CREATE TABLE waiting (
    case_id INTEGER NOT NULL PRIMARY KEY REFERENCES case_file (id),
    urgent INTEGER NOT NULL CHECK (urgent IN (0, 1)),
    since INTEGER NOT NULL
) STRICT;
CREATE TABLE queue_view (
    user_id INTEGER NOT NULL PRIMARY KEY REFERENCES user (id),
    view TEXT NOT NULL
) STRICT;
CREATE TABLE money (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
    case_id INTEGER NOT NULL REFERENCES case_file (id),
    place INTEGER NOT NULL,
    "kind" TEXT,
    "on" TEXT,
    "amount_fen" INTEGER CHECK ("amount_fen" >= 0),
    "tranche" INTEGER CHECK ("tranche" >= 0),
    "receipt_no" TEXT,
    "document" TEXT,
    "payee" TEXT,
    "note" TEXT
) STRICT;
CREATE TABLE surplus (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
    case_id INTEGER NOT NULL UNIQUE REFERENCES case_file (id),
    "asked_on" TEXT,
    "asked_how" TEXT,
    "until" TEXT,
    "answers" INTEGER CHECK ("answers" >= 0),
    "for_return" INTEGER CHECK ("for_return" >= 0),
    "for_charity" INTEGER CHECK ("for_charity" >= 0),
    "for_care" INTEGER CHECK ("for_care" >= 0),
    "decided_by" TEXT,
    "decided_on" TEXT,
    "charity" TEXT,
    "done_on" TEXT
) STRICT;
CREATE TABLE complaint (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
    case_id INTEGER NOT NULL REFERENCES case_file (id),
    place INTEGER NOT NULL,
    "on" TEXT,
    "from" TEXT,
    "content" TEXT,
    "answered_on" TEXT,
    "result" TEXT
) STRICT;
CREATE TABLE inquiry (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
    case_id INTEGER NOT NULL REFERENCES case_file (id),
    place INTEGER NOT NULL,
    "to" TEXT,
    "office" TEXT,
    "facts" TEXT,
    "sent_on" TEXT,
    "answered_on" TEXT,
    "result" TEXT,
    "reply" TEXT
) STRICT;
CREATE TABLE batch_copy (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
    batch_id INTEGER NOT NULL REFERENCES batch (id),
    at TEXT NOT NULL,
    user_id INTEGER NOT NULL REFERENCES user (id),
    file TEXT NOT NULL
) STRICT;
CREATE TABLE life_step (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
    case_id INTEGER NOT NULL REFERENCES case_file (id),
    group_id INTEGER NOT NULL,
    at TEXT NOT NULL,
    user_id INTEGER NOT NULL REFERENCES user (id),
    was TEXT NOT NULL,
    life TEXT NOT NULL,
    on_day TEXT NOT NULL,
    reason TEXT,
    comment TEXT
) STRICT;
INSERT INTO life_step VALUES(1,X'0d4d73fb043a293675e3638f6f63b0ac',1,10,'2026-11-29T18:42:39.845Z',1,'prepared','sent','2026-11-29',NULL,NULL);
CREATE TABLE stop (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
    case_id INTEGER NOT NULL REFERENCES case_file (id),
    group_id INTEGER NOT NULL,
    at TEXT NOT NULL,
    user_id INTEGER NOT NULL REFERENCES user (id),
    reason TEXT NOT NULL,
    words TEXT,
    cause BLOB CHECK (length(cause) = 16),
    decided_at TEXT,
    decided_by INTEGER REFERENCES user (id),
    decision TEXT
, ends INTEGER NOT NULL DEFAULT 0 CHECK (ends = 0 OR ends = 1)) STRICT;
CREATE TABLE receipt (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
    batch_id INTEGER NOT NULL REFERENCES batch (id),
    at TEXT NOT NULL,
    user_id INTEGER NOT NULL REFERENCES user (id),
    file TEXT NOT NULL,
    sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
    accepted INTEGER NOT NULL CHECK (accepted >= 0),
    refused INTEGER NOT NULL CHECK (refused >= 0),
    left_out INTEGER NOT NULL CHECK (left_out >= 0)
) STRICT;
DELETE FROM sqlite_sequence;
INSERT INTO sqlite_sequence VALUES('setting',2);
INSERT INTO sqlite_sequence VALUES('user',2);
INSERT INTO sqlite_sequence VALUES('case_file',3);
INSERT INTO sqlite_sequence VALUES('patient',3);
INSERT INTO sqlite_sequence VALUES('initiator',1);
INSERT INTO sqlite_sequence VALUES('payee',1);
INSERT INTO sqlite_sequence VALUES('guardian',1);
INSERT INTO sqlite_sequence VALUES('member',3);
INSERT INTO sqlite_sequence VALUES('asset',1);
INSERT INTO sqlite_sequence VALUES('debt',1);
INSERT INTO sqlite_sequence VALUES('disclosure',10);
INSERT INTO sqlite_sequence VALUES('illness',1);
INSERT INTO sqlite_sequence VALUES('expense',5);
INSERT INTO sqlite_sequence VALUES('plan',3);
INSERT INTO sqlite_sequence VALUES('document',19);
INSERT INTO sqlite_sequence VALUES('consent',5);
INSERT INTO sqlite_sequence VALUES('verification',2);
INSERT INTO sqlite_sequence VALUES('statement',1);
INSERT INTO sqlite_sequence VALUES('contact',1);
INSERT INTO sqlite_sequence VALUES('review',2);
INSERT INTO sqlite_sequence VALUES('approval',1);
INSERT INTO sqlite_sequence VALUES('finding_accepted',13);
INSERT INTO sqlite_sequence VALUES('making',1);
INSERT INTO sqlite_sequence VALUES('batch',1);
INSERT INTO sqlite_sequence VALUES('batch_case',1);
INSERT INTO sqlite_sequence VALUES('life_step',1);
CREATE INDEX journal_group_case ON journal_group (case_id, id);
CREATE INDEX journal_group_erase ON journal_group (case_id, id) WHERE kind = 'erase';
CREATE INDEX search_term_case ON search_term (case_id, kind, term);
CREATE INDEX member_place ON member (case_id, place);
CREATE INDEX asset_place ON asset (case_id, place);
CREATE INDEX debt_place ON debt (case_id, place);
CREATE INDEX disclosure_place ON disclosure (case_id, place);
CREATE INDEX aid_place ON aid (case_id, place);
CREATE INDEX expense_place ON expense (case_id, place);
CREATE INDEX plan_place ON plan (case_id, place);
CREATE INDEX tranche_place ON tranche (case_id, place);
CREATE INDEX document_place ON document (case_id, place);
CREATE INDEX consent_place ON consent (case_id, place);
CREATE INDEX verification_place ON verification (case_id, place);
CREATE INDEX contact_place ON contact (case_id, place);
CREATE INDEX event_place ON event (case_id, place);
CREATE INDEX case_file_status ON case_file (status, updated_at);
CREATE INDEX case_file_updated ON case_file (updated_at);
CREATE INDEX case_file_creator ON case_file (created_by, status, updated_at);
CREATE INDEX case_file_number ON case_file (length("no"), "no");
CREATE INDEX patient_id_number ON patient ("id_number") WHERE "id_number" IS NOT NULL;
CREATE INDEX patient_phone ON patient ("phone") WHERE "phone" IS NOT NULL;
CREATE INDEX initiator_phone ON initiator ("phone") WHERE "phone" IS NOT NULL;
CREATE INDEX payee_phone ON payee ("phone") WHERE "phone" IS NOT NULL;
CREATE INDEX payee_account ON payee ("account") WHERE "account" IS NOT NULL;
CREATE INDEX illness_inpatient_no ON illness ("inpatient_no") WHERE "inpatient_no" IS NOT NULL;
CREATE INDEX expense_invoice_no ON expense ("invoice_no") WHERE "invoice_no" IS NOT NULL;
CREATE INDEX document_number ON document ("number") WHERE "number" IS NOT NULL;
CREATE INDEX review_case ON review (case_id, id);
CREATE INDEX approval_case ON approval (case_id, active);
CREATE UNIQUE INDEX approval_one_active ON approval (case_id) WHERE active = 1;
CREATE INDEX batch_case_case ON batch_case (case_id);
CREATE INDEX batch_case_approval ON batch_case (approval_id);
CREATE INDEX draft_case ON draft (case_id);
CREATE INDEX last_place_case ON last_place (case_id);
CREATE INDEX review_ask ON review (case_id, id) WHERE verb = 'ask';
CREATE INDEX story_band_case ON story_band (case_id);
CREATE INDEX finding_accepted_case ON finding_accepted (case_id, id);
CREATE INDEX finding_accepted_approval ON finding_accepted (approval_id);
CREATE INDEX patient_name ON patient ("name", "born_on") WHERE "name" IS NOT NULL;
CREATE INDEX initiator_id_number ON initiator ("id_number") WHERE "id_number" IS NOT NULL;
CREATE INDEX guardian_id_number ON guardian ("id_number") WHERE "id_number" IS NOT NULL;
CREATE INDEX payee_id_number ON payee ("id_number") WHERE "id_number" IS NOT NULL;
CREATE INDEX guardian_phone ON guardian ("phone") WHERE "phone" IS NOT NULL;
CREATE INDEX picked_user ON picked (user_id);
CREATE UNIQUE INDEX sign_in_user ON sign_in (coalesce(user_id, 0));
CREATE INDEX review_mark ON review (case_id, id) WHERE verb = 'mark';
CREATE INDEX case_due_day ON case_due (kind, on_day, case_id);
CREATE INDEX case_summary_version ON case_summary (knowledge_version);
CREATE INDEX waiting_order ON waiting (urgent DESC, since, case_id);
CREATE INDEX money_place ON money (case_id, place);
CREATE INDEX complaint_place ON complaint (case_id, place);
CREATE INDEX inquiry_place ON inquiry (case_id, place);
CREATE INDEX case_file_working ON case_file (working, updated_at);
CREATE INDEX case_file_amended ON case_file (amendment) WHERE amendment IS NOT NULL;
CREATE INDEX batch_copy_batch ON batch_copy (batch_id);
CREATE INDEX life_step_case ON life_step (case_id, id);
CREATE INDEX stop_case ON stop (case_id, id);
CREATE UNIQUE INDEX stop_open ON stop (case_id) WHERE decided_at IS NULL;
CREATE INDEX case_file_over ON case_file (updated_at, status, created_by)
WHERE life IN ('closed', 'archived');
CREATE INDEX case_file_settles ON case_file (created_by, updated_at)
WHERE life IN ('raising_ended', 'settling');
CREATE INDEX receipt_batch ON receipt (batch_id);
CREATE INDEX batch_case_unanswered ON batch_case (batch_id) WHERE outcome IS NULL;
CREATE INDEX batch_case_refused ON batch_case (case_id) WHERE outcome = 'refused';
CREATE INDEX aid_came_later ON aid (case_id) WHERE later = 1;
CREATE INDEX document_came_later ON document (case_id) WHERE later = 1;
CREATE INDEX verification_came_later ON verification (case_id) WHERE later = 1;
CREATE INDEX consent_came_later ON consent (case_id) WHERE later = 1;
CREATE INDEX tranche_came_later ON tranche (case_id) WHERE later = 1;
CREATE TRIGGER journal_group_append BEFORE INSERT ON journal_group
WHEN NEW.id IS NOT (SELECT coalesce(max(id), 0) + 1 FROM journal_group)
    OR EXISTS (SELECT 1 FROM journal_group WHERE uid = NEW.uid)
BEGIN
    SELECT RAISE(ABORT, 'the journal only grows at its end');
END;
CREATE TRIGGER journal_group_keep BEFORE UPDATE ON journal_group
WHEN NEW.message IS NOT NULL OR NEW.message_salt IS NOT NULL
    OR NEW.id IS NOT OLD.id OR NEW.uid IS NOT OLD.uid OR NEW.at IS NOT OLD.at
    OR NEW.station IS NOT OLD.station OR NEW.kind IS NOT OLD.kind OR NEW.verb IS NOT OLD.verb
    OR NEW.message_digest IS NOT OLD.message_digest
    OR NEW.user_id IS NOT OLD.user_id OR NEW.user_uid IS NOT OLD.user_uid
    OR NEW.user_name IS NOT OLD.user_name
    OR NEW.case_id IS NOT OLD.case_id OR NEW.case_uid IS NOT OLD.case_uid
    OR NEW.content IS NOT OLD.content OR NEW.undoes IS NOT OLD.undoes
    OR NEW.hash IS NOT OLD.hash OR NEW.seal IS NOT OLD.seal
    OR NOT EXISTS (SELECT 1 FROM journal_group AS e
                   WHERE e.case_id = OLD.case_id AND e.case_id > 0 AND e.id > OLD.id
                       AND e.kind = 'erase')
BEGIN
    SELECT RAISE(ABORT, 'the journal is never changed');
END;
CREATE TRIGGER journal_group_stay BEFORE DELETE ON journal_group
BEGIN
    SELECT RAISE(ABORT, 'nothing is removed from the journal');
END;
CREATE TRIGGER journal_group_touch AFTER INSERT ON journal_group
WHEN NEW.content = 1 AND NEW.case_id > 0 AND NEW.user_id > 0
    AND NOT EXISTS (SELECT 1 FROM case_touch
                    WHERE case_id = NEW.case_id AND user_id = NEW.user_id)
BEGIN
    INSERT INTO case_touch VALUES (NEW.case_id, NEW.user_id, NEW.id);
END;
CREATE TRIGGER case_touch_keep BEFORE UPDATE ON case_touch
BEGIN
    SELECT RAISE(ABORT, 'who touched a case is never changed');
END;
CREATE TRIGGER case_touch_stay BEFORE DELETE ON case_touch
BEGIN
    SELECT RAISE(ABORT, 'who touched a case is never forgotten');
END;
CREATE TRIGGER case_file_version AFTER INSERT ON journal_group WHEN NEW.case_id > 0
BEGIN
    UPDATE case_file
    SET version = version + 1, updated_at = NEW.at,
        updated_by = CASE WHEN NEW.user_id > 0 THEN NEW.user_id ELSE updated_by END
    WHERE id = NEW.case_id;
END;
CREATE TRIGGER user_append BEFORE INSERT ON user
WHEN EXISTS (SELECT 1 FROM user WHERE id = NEW.id OR uid = NEW.uid OR name = NEW.name)
BEGIN
    SELECT RAISE(ABORT, 'there is such a user already');
END;
CREATE TRIGGER user_keep BEFORE UPDATE ON user
WHEN NEW.id IS NOT OLD.id OR NEW.uid IS NOT OLD.uid OR NEW.name IS NOT OLD.name
    OR NEW.role IS NOT OLD.role
BEGIN
    SELECT RAISE(ABORT, 'a user keeps name and role');
END;
CREATE TRIGGER user_stay BEFORE DELETE ON user
BEGIN
    SELECT RAISE(ABORT, 'a user is disabled, never removed');
END;
CREATE TRIGGER case_file_keep BEFORE UPDATE ON case_file
WHEN NEW.id IS NOT OLD.id OR NEW.uid IS NOT OLD.uid OR NEW."no" IS NOT OLD."no"
    OR NEW.created_by IS NOT OLD.created_by OR NEW.created_at IS NOT OLD.created_at
BEGIN
    SELECT RAISE(ABORT, 'a case keeps its number and who entered it');
END;
CREATE TRIGGER case_file_approval_dropped BEFORE UPDATE OF status ON case_file
WHEN NEW.status NOT IN ('approved', 'exported')
    AND EXISTS (SELECT 1 FROM approval WHERE case_id = NEW.id AND active = 1)
BEGIN
    SELECT RAISE(ABORT, 'the approval must be dropped first');
END;
CREATE TRIGGER approval_stay BEFORE DELETE ON approval
BEGIN
    SELECT RAISE(ABORT, 'an approval is dropped, never removed');
END;
CREATE TRIGGER review_append BEFORE INSERT ON review
WHEN EXISTS (SELECT 1 FROM review WHERE id = NEW.id OR uid = NEW.uid)
BEGIN
    SELECT RAISE(ABORT, 'a decision is never changed');
END;
CREATE TRIGGER review_keep BEFORE UPDATE ON review
BEGIN
    SELECT RAISE(ABORT, 'a decision is never changed');
END;
CREATE TRIGGER review_stay BEFORE DELETE ON review
BEGIN
    SELECT RAISE(ABORT, 'a decision is never removed');
END;
CREATE TRIGGER batch_stay BEFORE DELETE ON batch
BEGIN
    SELECT RAISE(ABORT, 'a batch is never removed');
END;
CREATE TRIGGER batch_case_stay BEFORE DELETE ON batch_case
BEGIN
    SELECT RAISE(ABORT, 'a batch is never changed');
END;
CREATE TRIGGER knowledge_text_append BEFORE INSERT ON knowledge_text
WHEN EXISTS (SELECT 1 FROM knowledge_text WHERE version = NEW.version)
BEGIN
    SELECT RAISE(IGNORE);
END;
CREATE TRIGGER knowledge_text_stay BEFORE DELETE ON knowledge_text
BEGIN
    SELECT RAISE(ABORT, 'knowledge that judged a case is kept');
END;
CREATE TRIGGER finding_accepted_append BEFORE INSERT ON finding_accepted
WHEN EXISTS (SELECT 1 FROM finding_accepted WHERE id = NEW.id OR uid = NEW.uid)
    OR NOT EXISTS (SELECT 1 FROM approval
                   WHERE id = NEW.approval_id AND case_id = NEW.case_id AND active = 1)
BEGIN
    SELECT RAISE(ABORT, 'a finding is accepted with an approval, once');
END;
CREATE TRIGGER finding_accepted_keep BEFORE UPDATE ON finding_accepted
BEGIN
    SELECT RAISE(ABORT, 'an accepted finding is never changed');
END;
CREATE TRIGGER finding_accepted_stay BEFORE DELETE ON finding_accepted
BEGIN
    SELECT RAISE(ABORT, 'an accepted finding is never removed');
END;
CREATE TRIGGER journal_change_append BEFORE INSERT ON journal_change
WHEN NEW.group_id IS NOT (SELECT coalesce(max(id), 0) + 1 FROM journal_group)
    OR EXISTS (SELECT 1 FROM journal_change WHERE group_id = NEW.group_id AND seq = NEW.seq)
BEGIN
    SELECT RAISE(ABORT, 'the journal only grows at its end');
END;
CREATE TRIGGER journal_change_keep BEFORE UPDATE ON journal_change
WHEN NEW.before IS NOT NULL OR NEW.before_salt IS NOT NULL
    OR NEW.after IS NOT NULL OR NEW.after_salt IS NOT NULL
    OR NEW.group_id IS NOT OLD.group_id OR NEW.seq IS NOT OLD.seq OR NEW.op IS NOT OLD.op
    OR NEW.tbl IS NOT OLD.tbl OR NEW.row_id IS NOT OLD.row_id OR NEW.row_uid IS NOT OLD.row_uid
    OR NEW.col IS NOT OLD.col OR NEW.secret IS NOT OLD.secret
    OR NEW.before_digest IS NOT OLD.before_digest OR NEW.after_digest IS NOT OLD.after_digest
    OR NOT EXISTS (SELECT 1 FROM journal_group AS g JOIN journal_group AS e
                       ON e.case_id = g.case_id AND e.case_id > 0 AND e.id > g.id
                       AND e.kind = 'erase'
                   WHERE g.id = OLD.group_id)
BEGIN
    SELECT RAISE(ABORT, 'the journal is never changed');
END;
CREATE TRIGGER journal_change_stay BEFORE DELETE ON journal_change
BEGIN
    SELECT RAISE(ABORT, 'nothing is removed from the journal');
END;
CREATE TRIGGER sign_in_keep BEFORE UPDATE ON sign_in
WHEN NEW.id IS NOT OLD.id OR NEW.uid IS NOT OLD.uid OR NEW.user_id IS NOT OLD.user_id
    OR NEW.failed < OLD.failed
BEGIN
    SELECT RAISE(ABORT, 'failed sign-ins are never taken back');
END;
CREATE TRIGGER sign_in_stay BEFORE DELETE ON sign_in
BEGIN
    SELECT RAISE(ABORT, 'failed sign-ins are never taken back');
END;
CREATE TRIGGER batch_case_append BEFORE INSERT ON batch_case
WHEN EXISTS (SELECT 1 FROM batch_case WHERE id = NEW.id OR uid = NEW.uid
             OR (batch_id = NEW.batch_id AND place = NEW.place))
    OR NOT EXISTS (SELECT 1 FROM batch WHERE id = NEW.batch_id AND state = 'begun')
    OR NOT EXISTS (SELECT 1 FROM approval
                   WHERE id = NEW.approval_id AND case_id = NEW.case_id AND active = 1)
    OR EXISTS (SELECT 1 FROM batch_case AS k JOIN batch AS b ON b.id = k.batch_id
               WHERE k.case_id = NEW.case_id AND b.state = 'begun')
BEGIN
    SELECT RAISE(ABORT, 'a batch that is begun takes cases as they are approved, each once');
END;
CREATE TRIGGER case_file_begun BEFORE UPDATE OF status ON case_file
WHEN NEW.status IS NOT OLD.status AND EXISTS (
    SELECT 1 FROM batch_case AS k JOIN batch AS b ON b.id = k.batch_id
    WHERE k.case_id = NEW.id AND b.state = 'begun')
BEGIN
    SELECT RAISE(ABORT, 'the case is being exported');
END;
CREATE TRIGGER approval_begun BEFORE UPDATE ON approval
WHEN NEW.active IS NOT OLD.active AND EXISTS (
    SELECT 1 FROM batch_case AS k JOIN batch AS b ON b.id = k.batch_id
    WHERE k.approval_id = NEW.id AND b.state = 'begun')
BEGIN
    SELECT RAISE(ABORT, 'the case is being exported');
END;
CREATE TRIGGER case_file_four_eyes BEFORE UPDATE OF status ON case_file
WHEN NEW.status IS NOT OLD.status AND NEW.status IN ('approved', 'exported') AND NOT EXISTS (
    SELECT 1 FROM approval AS a
    WHERE a.case_id = NEW.id AND a.active = 1 AND a.approver IS NOT NEW.created_by
        AND NOT EXISTS (SELECT 1 FROM case_touch AS t
                        WHERE t.case_id = NEW.id AND t.user_id = a.approver)
        AND (NEW.status = 'approved'
             OR EXISTS (SELECT 1 FROM batch_case AS k JOIN batch AS b ON b.id = k.batch_id
                        WHERE k.approval_id = a.id AND b.state = 'written')))
BEGIN
    SELECT RAISE(ABORT, 'a case needs the approval of somebody who did not enter or change it');
END;
CREATE TRIGGER review_about BEFORE INSERT ON review
WHEN (NEW.about IS NOT NULL) IS NOT (NEW.verb IN ('reply', 'unmark'))
    OR (NEW.about IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM review AS m
            WHERE m.uid = NEW.about AND m.case_id = NEW.case_id AND m.verb = 'mark'))
BEGIN
    SELECT RAISE(ABORT, 'an answer to a mark names a mark of the same case');
END;
CREATE TRIGGER review_waits AFTER INSERT ON review WHEN NEW.verb = 'submit'
BEGIN
    INSERT OR REPLACE INTO waiting
    SELECT id, coalesce(urgent = 'yes', 0), NEW.id FROM case_file WHERE id = NEW.case_id;
END;
CREATE TRIGGER case_file_waits AFTER UPDATE OF status ON case_file
WHEN OLD.status = 'submitted' AND NEW.status IS NOT 'submitted'
BEGIN
    DELETE FROM waiting WHERE case_id = NEW.id;
END;
CREATE TRIGGER case_file_stay BEFORE DELETE ON case_file
WHEN OLD.status IS NOT 'draft'
    OR EXISTS (SELECT 1 FROM case_file WHERE id > OLD.id)
    OR (SELECT group_concat(kind) FROM journal_group WHERE case_id = OLD.id) IS NOT 'new'
BEGIN
    SELECT RAISE(ABORT, 'a case is never removed, but for the last one while it is untouched');
END;
CREATE TRIGGER case_file_begin BEFORE INSERT ON case_file
WHEN NEW.status IS NOT 'draft' OR NEW.amendment IS NOT NULL
    OR EXISTS (SELECT 1 FROM case_file WHERE id = NEW.id OR uid = NEW.uid OR "no" = NEW."no")
BEGIN
    SELECT RAISE(ABORT, 'a case begins as a draft of its own');
END;
CREATE TRIGGER case_file_amends BEFORE UPDATE OF amendment ON case_file
WHEN NEW.amendment IS NOT OLD.amendment AND (
    coalesce(OLD.amendment, 'none') || ' ' || coalesce(NEW.amendment, 'none') NOT IN (
        'none draft', 'draft submitted', 'returned submitted', 'submitted draft',
        'submitted returned', 'draft none', 'returned none', 'submitted none')
    OR OLD.status NOT IN ('approved', 'exported')
    OR NOT EXISTS (SELECT 1 FROM approval WHERE case_id = OLD.id AND active = 1))
BEGIN
    SELECT RAISE(ABORT, 'an amendment has no such step');
END;
CREATE TRIGGER case_file_amended BEFORE UPDATE OF status ON case_file
WHEN OLD.status = 'exported' AND NEW.status = 'approved' AND (
    OLD.amendment IS NOT 'submitted' OR EXISTS (
        SELECT 1 FROM approval AS a JOIN batch_case AS k ON k.approval_id = a.id
        JOIN batch AS b ON b.id = k.batch_id
        WHERE a.case_id = OLD.id AND a.active = 1 AND b.state <> 'withdrawn'))
BEGIN
    SELECT RAISE(ABORT, 'only with an approved amendment is a case exported once more');
END;
CREATE TRIGGER approval_append BEFORE INSERT ON approval
WHEN NEW.active IS NOT 1
    OR EXISTS (SELECT 1 FROM approval WHERE id = NEW.id OR uid = NEW.uid)
    OR EXISTS (SELECT 1 FROM approval WHERE case_id = NEW.case_id AND active = 1)
    OR NOT EXISTS (SELECT 1 FROM case_file
                   WHERE id = NEW.case_id AND coalesce(amendment, status) = 'submitted')
    OR NOT EXISTS (SELECT 1 FROM user
                   WHERE id = NEW.approver AND role = 'supervisor' AND disabled = 0)
BEGIN
    SELECT RAISE(ABORT, 'a supervisor approves a case that is submitted, once');
END;
CREATE TRIGGER approval_keep BEFORE UPDATE ON approval
WHEN NEW.id IS NOT OLD.id OR NEW.uid IS NOT OLD.uid OR NEW.case_id IS NOT OLD.case_id
    OR NEW.approver IS NOT OLD.approver OR NEW.at IS NOT OLD.at
    OR NEW.snapshot IS NOT OLD.snapshot OR NEW.knowledge_version IS NOT OLD.knowledge_version
    OR NEW.active > OLD.active
    OR (NEW.active < OLD.active AND NOT EXISTS (
        SELECT 1 FROM case_file WHERE id = OLD.case_id AND amendment = 'submitted'))
BEGIN
    SELECT RAISE(ABORT, 'an approval stays in force until an amendment takes its place');
END;
CREATE TRIGGER case_file_amendment_waits AFTER UPDATE OF amendment ON case_file
WHEN OLD.amendment = 'submitted' AND NEW.amendment IS NOT 'submitted'
BEGIN
    DELETE FROM waiting WHERE case_id = NEW.id;
END;
CREATE TRIGGER case_file_fixed BEFORE UPDATE OF
    "platform", "kind", "urgent", "source", "ward", "referral", "target_fen", "adviser",
    "adviser_phone", "refused_before", "note"
    ON case_file
WHEN coalesce(OLD.amendment, OLD.status) NOT IN ('draft', 'returned')
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
CREATE TRIGGER case_file_both BEFORE UPDATE OF "retain_until" ON case_file
WHEN OLD.status = 'submitted' OR OLD.status = 'rejected' OR OLD.status = 'closed'
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
CREATE TRIGGER patient_fixed_insert BEFORE INSERT ON patient
WHEN (SELECT coalesce(amendment, status) NOT IN ('draft', 'returned')
      FROM case_file WHERE id = NEW.case_id)
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
CREATE TRIGGER patient_fixed_update BEFORE UPDATE ON patient
WHEN EXISTS (SELECT 1 FROM case_file WHERE id IN (OLD.case_id, NEW.case_id)
             AND coalesce(amendment, status) NOT IN ('draft', 'returned'))
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
CREATE TRIGGER patient_fixed_delete BEFORE DELETE ON patient
WHEN (SELECT coalesce(amendment, status) NOT IN ('draft', 'returned')
      FROM case_file WHERE id = OLD.case_id)
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
CREATE TRIGGER initiator_fixed_insert BEFORE INSERT ON initiator
WHEN (SELECT coalesce(amendment, status) NOT IN ('draft', 'returned')
      FROM case_file WHERE id = NEW.case_id)
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
CREATE TRIGGER initiator_fixed_update BEFORE UPDATE ON initiator
WHEN EXISTS (SELECT 1 FROM case_file WHERE id IN (OLD.case_id, NEW.case_id)
             AND coalesce(amendment, status) NOT IN ('draft', 'returned'))
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
CREATE TRIGGER initiator_fixed_delete BEFORE DELETE ON initiator
WHEN (SELECT coalesce(amendment, status) NOT IN ('draft', 'returned')
      FROM case_file WHERE id = OLD.case_id)
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
CREATE TRIGGER payee_fixed_insert BEFORE INSERT ON payee
WHEN (SELECT coalesce(amendment, status) NOT IN ('draft', 'returned')
      FROM case_file WHERE id = NEW.case_id)
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
CREATE TRIGGER payee_fixed_update BEFORE UPDATE ON payee
WHEN EXISTS (SELECT 1 FROM case_file WHERE id IN (OLD.case_id, NEW.case_id)
             AND coalesce(amendment, status) NOT IN ('draft', 'returned'))
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
CREATE TRIGGER payee_fixed_delete BEFORE DELETE ON payee
WHEN (SELECT coalesce(amendment, status) NOT IN ('draft', 'returned')
      FROM case_file WHERE id = OLD.case_id)
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
CREATE TRIGGER guardian_fixed_insert BEFORE INSERT ON guardian
WHEN (SELECT coalesce(amendment, status) NOT IN ('draft', 'returned')
      FROM case_file WHERE id = NEW.case_id)
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
CREATE TRIGGER guardian_fixed_update BEFORE UPDATE ON guardian
WHEN EXISTS (SELECT 1 FROM case_file WHERE id IN (OLD.case_id, NEW.case_id)
             AND coalesce(amendment, status) NOT IN ('draft', 'returned'))
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
CREATE TRIGGER guardian_fixed_delete BEFORE DELETE ON guardian
WHEN (SELECT coalesce(amendment, status) NOT IN ('draft', 'returned')
      FROM case_file WHERE id = OLD.case_id)
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
CREATE TRIGGER member_fixed_insert BEFORE INSERT ON member
WHEN (SELECT coalesce(amendment, status) NOT IN ('draft', 'returned')
      FROM case_file WHERE id = NEW.case_id)
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
CREATE TRIGGER member_fixed_update BEFORE UPDATE ON member
WHEN EXISTS (SELECT 1 FROM case_file WHERE id IN (OLD.case_id, NEW.case_id)
             AND coalesce(amendment, status) NOT IN ('draft', 'returned'))
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
CREATE TRIGGER member_fixed_delete BEFORE DELETE ON member
WHEN (SELECT coalesce(amendment, status) NOT IN ('draft', 'returned')
      FROM case_file WHERE id = OLD.case_id)
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
CREATE TRIGGER asset_fixed_insert BEFORE INSERT ON asset
WHEN (SELECT coalesce(amendment, status) NOT IN ('draft', 'returned')
      FROM case_file WHERE id = NEW.case_id)
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
CREATE TRIGGER asset_fixed_update BEFORE UPDATE ON asset
WHEN EXISTS (SELECT 1 FROM case_file WHERE id IN (OLD.case_id, NEW.case_id)
             AND coalesce(amendment, status) NOT IN ('draft', 'returned'))
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
CREATE TRIGGER asset_fixed_delete BEFORE DELETE ON asset
WHEN (SELECT coalesce(amendment, status) NOT IN ('draft', 'returned')
      FROM case_file WHERE id = OLD.case_id)
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
CREATE TRIGGER debt_fixed_insert BEFORE INSERT ON debt
WHEN (SELECT coalesce(amendment, status) NOT IN ('draft', 'returned')
      FROM case_file WHERE id = NEW.case_id)
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
CREATE TRIGGER debt_fixed_update BEFORE UPDATE ON debt
WHEN EXISTS (SELECT 1 FROM case_file WHERE id IN (OLD.case_id, NEW.case_id)
             AND coalesce(amendment, status) NOT IN ('draft', 'returned'))
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
CREATE TRIGGER debt_fixed_delete BEFORE DELETE ON debt
WHEN (SELECT coalesce(amendment, status) NOT IN ('draft', 'returned')
      FROM case_file WHERE id = OLD.case_id)
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
CREATE TRIGGER disclosure_fixed_insert BEFORE INSERT ON disclosure
WHEN (SELECT coalesce(amendment, status) NOT IN ('draft', 'returned')
      FROM case_file WHERE id = NEW.case_id)
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
CREATE TRIGGER disclosure_fixed_update BEFORE UPDATE ON disclosure
WHEN EXISTS (SELECT 1 FROM case_file WHERE id IN (OLD.case_id, NEW.case_id)
             AND coalesce(amendment, status) NOT IN ('draft', 'returned'))
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
CREATE TRIGGER disclosure_fixed_delete BEFORE DELETE ON disclosure
WHEN (SELECT coalesce(amendment, status) NOT IN ('draft', 'returned')
      FROM case_file WHERE id = OLD.case_id)
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
CREATE TRIGGER illness_fixed_insert BEFORE INSERT ON illness
WHEN (SELECT coalesce(amendment, status) NOT IN ('draft', 'returned')
      FROM case_file WHERE id = NEW.case_id)
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
CREATE TRIGGER illness_fixed_update BEFORE UPDATE ON illness
WHEN EXISTS (SELECT 1 FROM case_file WHERE id IN (OLD.case_id, NEW.case_id)
             AND coalesce(amendment, status) NOT IN ('draft', 'returned'))
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
CREATE TRIGGER illness_fixed_delete BEFORE DELETE ON illness
WHEN (SELECT coalesce(amendment, status) NOT IN ('draft', 'returned')
      FROM case_file WHERE id = OLD.case_id)
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
CREATE TRIGGER expense_fixed_insert BEFORE INSERT ON expense
WHEN (SELECT coalesce(amendment, status) NOT IN ('draft', 'returned')
      FROM case_file WHERE id = NEW.case_id)
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
CREATE TRIGGER expense_fixed_update BEFORE UPDATE ON expense
WHEN EXISTS (SELECT 1 FROM case_file WHERE id IN (OLD.case_id, NEW.case_id)
             AND coalesce(amendment, status) NOT IN ('draft', 'returned'))
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
CREATE TRIGGER expense_fixed_delete BEFORE DELETE ON expense
WHEN (SELECT coalesce(amendment, status) NOT IN ('draft', 'returned')
      FROM case_file WHERE id = OLD.case_id)
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
CREATE TRIGGER plan_fixed_insert BEFORE INSERT ON plan
WHEN (SELECT coalesce(amendment, status) NOT IN ('draft', 'returned')
      FROM case_file WHERE id = NEW.case_id)
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
CREATE TRIGGER plan_fixed_update BEFORE UPDATE ON plan
WHEN EXISTS (SELECT 1 FROM case_file WHERE id IN (OLD.case_id, NEW.case_id)
             AND coalesce(amendment, status) NOT IN ('draft', 'returned'))
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
CREATE TRIGGER plan_fixed_delete BEFORE DELETE ON plan
WHEN (SELECT coalesce(amendment, status) NOT IN ('draft', 'returned')
      FROM case_file WHERE id = OLD.case_id)
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
CREATE TRIGGER statement_fixed_insert BEFORE INSERT ON statement
WHEN (SELECT coalesce(amendment, status) NOT IN ('draft', 'returned')
      FROM case_file WHERE id = NEW.case_id)
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
CREATE TRIGGER statement_fixed_update BEFORE UPDATE ON statement
WHEN EXISTS (SELECT 1 FROM case_file WHERE id IN (OLD.case_id, NEW.case_id)
             AND coalesce(amendment, status) NOT IN ('draft', 'returned'))
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
CREATE TRIGGER statement_fixed_delete BEFORE DELETE ON statement
WHEN (SELECT coalesce(amendment, status) NOT IN ('draft', 'returned')
      FROM case_file WHERE id = OLD.case_id)
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
CREATE TRIGGER document_fixed_insert BEFORE INSERT ON document
WHEN (SELECT CASE NEW.later WHEN 1 THEN status NOT IN ('approved', 'exported')
      ELSE coalesce(amendment, status) NOT IN ('draft', 'returned') END
      FROM case_file WHERE id = NEW.case_id)
    OR (NEW.later = 1 AND EXISTS (SELECT 1 FROM document WHERE id = NEW.id OR uid = NEW.uid))
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
CREATE TRIGGER document_fixed_update BEFORE UPDATE OF
    "id", "uid", "case_id", "place", "code", "state", "seen_original", "sealed", "person",
    "hospital", "issuer", "issued_on", "number", "pages", "file", "masked", "expires_on",
    "note"
    ON document
WHEN OLD.later = 0 AND EXISTS (SELECT 1 FROM case_file WHERE id IN (OLD.case_id, NEW.case_id)
    AND coalesce(amendment, status) NOT IN ('draft', 'returned'))
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
CREATE TRIGGER document_fixed_delete BEFORE DELETE ON document
WHEN OLD.later = 0 AND (SELECT coalesce(amendment, status) NOT IN ('draft', 'returned')
    FROM case_file WHERE id = OLD.case_id)
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
CREATE TRIGGER document_later BEFORE UPDATE ON document
WHEN (OLD.later = 1 AND (NEW.id IS NOT OLD.id OR NEW.uid IS NOT OLD.uid
                         OR NEW.case_id IS NOT OLD.case_id))
    OR (NEW.later IS NOT OLD.later AND NOT (NEW.later = 0 AND EXISTS (
        SELECT 1 FROM case_file WHERE id = OLD.case_id AND amendment = 'submitted')))
BEGIN
    SELECT RAISE(ABORT, 'a row that came later stays one until an amendment is approved');
END;
CREATE TRIGGER aid_fixed_insert BEFORE INSERT ON aid
WHEN (SELECT CASE NEW.later WHEN 1 THEN status NOT IN ('approved', 'exported')
      ELSE coalesce(amendment, status) NOT IN ('draft', 'returned') END
      FROM case_file WHERE id = NEW.case_id)
    OR (NEW.later = 1 AND EXISTS (SELECT 1 FROM aid WHERE id = NEW.id OR uid = NEW.uid))
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
CREATE TRIGGER aid_fixed_update BEFORE UPDATE OF
    "id", "uid", "case_id", "place", "source", "kind", "spent_fen"
    ON aid
WHEN OLD.later = 0 AND EXISTS (SELECT 1 FROM case_file WHERE id IN (OLD.case_id, NEW.case_id)
    AND coalesce(amendment, status) NOT IN ('draft', 'returned'))
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
CREATE TRIGGER aid_fixed_delete BEFORE DELETE ON aid
WHEN OLD.later = 0 AND (SELECT coalesce(amendment, status) NOT IN ('draft', 'returned')
    FROM case_file WHERE id = OLD.case_id)
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
CREATE TRIGGER aid_later BEFORE UPDATE ON aid
WHEN (OLD.later = 1 AND (NEW.id IS NOT OLD.id OR NEW.uid IS NOT OLD.uid
                         OR NEW.case_id IS NOT OLD.case_id))
    OR (NEW.later IS NOT OLD.later AND NOT (NEW.later = 0 AND EXISTS (
        SELECT 1 FROM case_file WHERE id = OLD.case_id AND amendment = 'submitted')))
BEGIN
    SELECT RAISE(ABORT, 'a row that came later stays one until an amendment is approved');
END;
CREATE TRIGGER aid_both BEFORE UPDATE OF "amount_fen", "state", "on", "note" ON aid
WHEN OLD.later = 0 AND EXISTS (SELECT 1 FROM case_file WHERE id = OLD.case_id
    AND (status = 'submitted' OR status = 'rejected' OR status = 'closed'))
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
CREATE TRIGGER verification_fixed_insert BEFORE INSERT ON verification
WHEN (SELECT CASE NEW.later WHEN 1 THEN status NOT IN ('approved', 'exported')
      ELSE coalesce(amendment, status) NOT IN ('draft', 'returned') END
      FROM case_file WHERE id = NEW.case_id)
    OR (NEW.later = 1 AND EXISTS (SELECT 1 FROM verification WHERE id = NEW.id OR uid = NEW.uid))
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
CREATE TRIGGER verification_fixed_update BEFORE UPDATE OF
    "id", "uid", "case_id", "place", "kind", "person", "relation", "contact", "on", "result",
    "note"
    ON verification
WHEN OLD.later = 0 AND EXISTS (SELECT 1 FROM case_file WHERE id IN (OLD.case_id, NEW.case_id)
    AND coalesce(amendment, status) NOT IN ('draft', 'returned'))
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
CREATE TRIGGER verification_fixed_delete BEFORE DELETE ON verification
WHEN OLD.later = 0 AND (SELECT coalesce(amendment, status) NOT IN ('draft', 'returned')
    FROM case_file WHERE id = OLD.case_id)
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
CREATE TRIGGER verification_later BEFORE UPDATE ON verification
WHEN (OLD.later = 1 AND (NEW.id IS NOT OLD.id OR NEW.uid IS NOT OLD.uid
                         OR NEW.case_id IS NOT OLD.case_id))
    OR (NEW.later IS NOT OLD.later AND NOT (NEW.later = 0 AND EXISTS (
        SELECT 1 FROM case_file WHERE id = OLD.case_id AND amendment = 'submitted')))
BEGIN
    SELECT RAISE(ABORT, 'a row that came later stays one until an amendment is approved');
END;
CREATE TRIGGER consent_fixed_insert BEFORE INSERT ON consent
WHEN (SELECT CASE NEW.later WHEN 1 THEN status NOT IN ('approved', 'exported')
      ELSE coalesce(amendment, status) NOT IN ('draft', 'returned') END
      FROM case_file WHERE id = NEW.case_id)
    OR (NEW.later = 1 AND EXISTS (SELECT 1 FROM consent WHERE id = NEW.id OR uid = NEW.uid))
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
CREATE TRIGGER consent_fixed_delete BEFORE DELETE ON consent
WHEN OLD.later = 0 AND (SELECT coalesce(amendment, status) NOT IN ('draft', 'returned')
    FROM case_file WHERE id = OLD.case_id)
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
CREATE TRIGGER consent_later BEFORE UPDATE ON consent
WHEN (OLD.later = 1 AND (NEW.id IS NOT OLD.id OR NEW.uid IS NOT OLD.uid
                         OR NEW.case_id IS NOT OLD.case_id))
    OR (NEW.later IS NOT OLD.later AND NOT (NEW.later = 0 AND EXISTS (
        SELECT 1 FROM case_file WHERE id = OLD.case_id AND amendment = 'submitted')))
BEGIN
    SELECT RAISE(ABORT, 'a row that came later stays one until an amendment is approved');
END;
CREATE TRIGGER consent_both BEFORE UPDATE OF "withdrawn_on" ON consent
WHEN OLD.later = 0 AND EXISTS (SELECT 1 FROM case_file WHERE id = OLD.case_id
    AND (status = 'submitted' OR status = 'rejected' OR status = 'closed'))
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
CREATE TRIGGER tranche_fixed_insert BEFORE INSERT ON tranche
WHEN (SELECT CASE NEW.later WHEN 1 THEN status <> 'approved' AND status <> 'exported'
      ELSE status = 'submitted' OR status = 'rejected' OR status = 'closed' END
      FROM case_file WHERE id = NEW.case_id)
    OR (NEW.later = 1 AND EXISTS (SELECT 1 FROM tranche WHERE id = NEW.id OR uid = NEW.uid))
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
CREATE TRIGGER tranche_fixed_update BEFORE UPDATE OF
    "id", "uid", "case_id", "place", "seq", "amount_fen", "plan_item", "payee", "planned_on"
    ON tranche
WHEN EXISTS (SELECT 1 FROM case_file WHERE id IN (OLD.case_id, NEW.case_id)
    AND (status = 'submitted' OR status = 'rejected' OR status = 'closed'))
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
CREATE TRIGGER tranche_fixed_delete BEFORE DELETE ON tranche
WHEN (SELECT (status = 'submitted' OR status = 'rejected' OR status = 'closed')
    FROM case_file WHERE id = OLD.case_id)
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
CREATE TRIGGER tranche_later BEFORE UPDATE ON tranche
WHEN (OLD.later = 1 AND (NEW.id IS NOT OLD.id OR NEW.uid IS NOT OLD.uid
                         OR NEW.case_id IS NOT OLD.case_id))
    OR (NEW.later IS NOT OLD.later AND NOT (NEW.later = 0 AND EXISTS (
        SELECT 1 FROM case_file WHERE id = OLD.case_id AND amendment = 'submitted')))
BEGIN
    SELECT RAISE(ABORT, 'a row that came later stays one until an amendment is approved');
END;
CREATE TRIGGER consent_fixed_update BEFORE UPDATE OF
    "id", "uid", "case_id", "place", "kind", "version", "signer", "relation", "signed_on",
    "expires_on", "recipient"
    ON consent
WHEN OLD.later = 0 AND EXISTS (SELECT 1 FROM case_file WHERE id IN (OLD.case_id, NEW.case_id)
    AND coalesce(amendment, status) NOT IN ('draft', 'returned'))
BEGIN
    SELECT RAISE(ABORT, 'the case is not open for changes');
END;
CREATE TRIGGER batch_copy_append BEFORE INSERT ON batch_copy
WHEN EXISTS (SELECT 1 FROM batch_copy WHERE id = NEW.id OR uid = NEW.uid)
    OR NOT EXISTS (SELECT 1 FROM batch WHERE id = NEW.batch_id AND state = 'written')
BEGIN
    SELECT RAISE(ABORT, 'a copy is of a batch that was written');
END;
CREATE TRIGGER batch_copy_keep BEFORE UPDATE ON batch_copy
BEGIN
    SELECT RAISE(ABORT, 'what was written once more is never changed');
END;
CREATE TRIGGER batch_copy_stay BEFORE DELETE ON batch_copy
BEGIN
    SELECT RAISE(ABORT, 'what was written once more is never removed');
END;
CREATE TRIGGER batch_append BEFORE INSERT ON batch
WHEN NEW.state IS NOT 'begun' OR NEW.uploaded_on IS NOT NULL OR NEW.uploaded_by IS NOT NULL
    OR NEW.answered_at IS NOT NULL OR NEW.closed_at IS NOT NULL
    OR EXISTS (SELECT 1 FROM batch WHERE id = NEW.id OR uid = NEW.uid OR no = NEW.no)
    OR (NEW.predecessor IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM batch WHERE id = NEW.predecessor AND state = 'written'))
BEGIN
    SELECT RAISE(ABORT, 'a batch is begun, and never changed');
END;
CREATE TRIGGER case_file_life_begins BEFORE INSERT ON case_file WHEN NEW.life IS NOT 'prepared'
BEGIN
    SELECT RAISE(ABORT, 'the life of a case begins as prepared');
END;
CREATE TRIGGER case_file_life_moves BEFORE UPDATE OF life ON case_file
WHEN NEW.life IS NOT OLD.life AND NOT (
    OLD.life || ' ' || NEW.life IN (
        'prepared sent', 'sent accepted', 'sent refused', 'sent raising', 'refused sent',
        'refused accepted', 'accepted sent', 'accepted refused', 'accepted raising',
        'raising accepted', 'raising raising_ended', 'raising_ended raising',
        'raising_ended settling', 'settling raising_ended', 'prepared closed', 'sent closed',
        'accepted closed', 'refused closed', 'raising closed', 'raising_ended closed',
        'settling closed', 'closed archived', 'archived closed')
    OR (OLD.life = 'closed' AND NEW.life = coalesce(
            (SELECT was FROM life_step
             WHERE case_id = NEW.id AND life = 'closed' AND was IS NOT 'archived'
             ORDER BY id DESC LIMIT 1), 'prepared')))
BEGIN
    SELECT RAISE(ABORT, 'the life of a case has no such step');
END;
CREATE TRIGGER case_file_life_told BEFORE UPDATE OF life ON case_file
WHEN NEW.life IS NOT OLD.life AND OLD.life || ' ' || NEW.life IS NOT
    (SELECT was || ' ' || life FROM life_step WHERE case_id = NEW.id ORDER BY id DESC LIMIT 1)
BEGIN
    SELECT RAISE(ABORT, 'a step is written down before it is taken');
END;
CREATE TRIGGER case_file_life_approved BEFORE UPDATE OF life ON case_file
WHEN NEW.life IS NOT OLD.life AND NEW.life NOT IN ('prepared', 'closed', 'archived')
    AND NOT EXISTS (SELECT 1 FROM approval WHERE case_id = NEW.id AND active = 1)
BEGIN
    SELECT RAISE(ABORT, 'only what was approved is sent');
END;
CREATE TRIGGER case_file_closed BEFORE UPDATE OF status ON case_file
WHEN NEW.status IS 'closed' AND OLD.status IS NOT 'closed'
    AND NEW.life NOT IN ('closed', 'archived')
BEGIN
    SELECT RAISE(ABORT, 'the life of a case is closed first');
END;
CREATE TRIGGER case_file_open BEFORE UPDATE OF life ON case_file
WHEN NEW.life NOT IN ('closed', 'archived') AND NEW.status = 'closed'
BEGIN
    SELECT RAISE(ABORT, 'the application of the case is closed');
END;
CREATE TRIGGER life_step_append BEFORE INSERT ON life_step
WHEN EXISTS (SELECT 1 FROM life_step WHERE id = NEW.id OR uid = NEW.uid)
    OR NEW.was IS NOT (SELECT life FROM case_file WHERE id = NEW.case_id)
BEGIN
    SELECT RAISE(ABORT, 'a step begins where the case stands, and is never changed');
END;
CREATE TRIGGER life_step_keep BEFORE UPDATE ON life_step
BEGIN
    SELECT RAISE(ABORT, 'a step is never changed');
END;
CREATE TRIGGER life_step_stay BEFORE DELETE ON life_step
BEGIN
    SELECT RAISE(ABORT, 'a step is never removed');
END;
CREATE TRIGGER stop_append BEFORE INSERT ON stop
WHEN EXISTS (SELECT 1 FROM stop WHERE id = NEW.id OR uid = NEW.uid)
    OR EXISTS (SELECT 1 FROM stop WHERE case_id = NEW.case_id AND decided_at IS NULL)
    OR NEW.decided_at IS NOT NULL OR NEW.decided_by IS NOT NULL OR NEW.decision IS NOT NULL
BEGIN
    SELECT RAISE(ABORT, 'a case has one stop at a time, which is not decided yet');
END;
CREATE TRIGGER stop_keep BEFORE UPDATE ON stop
WHEN OLD.decided_at IS NOT NULL
    OR (NEW.decided_at IS NOT NULL AND (NEW.decision IS NULL OR NEW.decided_by IS NULL))
    OR (OLD.decision IS NOT NULL AND NEW.decision IS NOT OLD.decision)
    OR (OLD.decided_by IS NOT NULL AND NEW.decided_by IS NOT OLD.decided_by)
    OR NEW.id IS NOT OLD.id OR NEW.uid IS NOT OLD.uid OR NEW.case_id IS NOT OLD.case_id
    OR NEW.group_id IS NOT OLD.group_id OR NEW.at IS NOT OLD.at
    OR NEW.user_id IS NOT OLD.user_id OR NEW.reason IS NOT OLD.reason
    OR NEW.words IS NOT OLD.words OR NEW.cause IS NOT OLD.cause
BEGIN
    SELECT RAISE(ABORT, 'a stop is decided once, and never changed');
END;
CREATE TRIGGER stop_decided BEFORE UPDATE ON stop
WHEN NEW.decided_by IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM user
                    WHERE id = NEW.decided_by AND role = 'supervisor' AND disabled = 0)
BEGIN
    SELECT RAISE(ABORT, 'a supervisor decides a stop');
END;
CREATE TRIGGER stop_stay BEFORE DELETE ON stop
WHEN OLD.decided_at IS NOT NULL OR OLD.cause IS NULL
BEGIN
    SELECT RAISE(ABORT, 'a stop is decided, never removed');
END;
CREATE TRIGGER case_file_moves BEFORE UPDATE OF status ON case_file
WHEN NEW.status IS NOT OLD.status AND OLD.status || ' ' || NEW.status NOT IN (
    'draft submitted', 'returned submitted', 'submitted draft', 'draft closed', 'returned closed',
    'submitted closed', 'submitted returned', 'submitted rejected', 'submitted approved',
    'rejected draft', 'closed draft', 'approved exported', 'exported approved')
BEGIN
    SELECT RAISE(ABORT, 'the workflow has no such step');
END;
CREATE TRIGGER receipt_append BEFORE INSERT ON receipt
WHEN EXISTS (SELECT 1 FROM receipt WHERE id = NEW.id OR uid = NEW.uid)
    OR NOT EXISTS (SELECT 1 FROM batch
                   WHERE id = NEW.batch_id AND state = 'written' AND closed_at IS NULL)
BEGIN
    SELECT RAISE(ABORT, 'a reply is about a batch that was written and is open');
END;
CREATE TRIGGER receipt_keep BEFORE UPDATE ON receipt
BEGIN
    SELECT RAISE(ABORT, 'a reply that was taken in is never changed');
END;
CREATE TRIGGER receipt_stay BEFORE DELETE ON receipt
BEGIN
    SELECT RAISE(ABORT, 'a reply that was taken in is never removed');
END;
CREATE TRIGGER batch_keep BEFORE UPDATE ON batch
WHEN NEW.id IS NOT OLD.id OR NEW.uid IS NOT OLD.uid OR NEW.no IS NOT OLD.no
    OR NEW.template IS NOT OLD.template OR NEW.knowledge_version IS NOT OLD.knowledge_version
    OR NEW.at IS NOT OLD.at OR NEW.user_id IS NOT OLD.user_id OR NEW.by_name IS NOT OLD.by_name
    OR NEW.on_day IS NOT OLD.on_day OR NEW.organisation IS NOT OLD.organisation
    OR NEW.station IS NOT OLD.station OR NEW.practice IS NOT OLD.practice
    OR NEW.file IS NOT OLD.file OR NEW.sha256 IS NOT OLD.sha256 OR NEW.cases IS NOT OLD.cases
    OR NEW.rows IS NOT OLD.rows OR NEW.platform IS NOT OLD.platform
    OR NEW.purpose IS NOT OLD.purpose
    OR NEW.predecessor IS NOT OLD.predecessor OR NEW.manifest IS NOT OLD.manifest
    OR (OLD.state = 'begun') IS NOT (NEW.state IS NOT OLD.state)
    OR (OLD.state IS NOT 'written' AND (
            NEW.uploaded_on IS NOT NULL OR NEW.uploaded_by IS NOT NULL
            OR NEW.answered_at IS NOT NULL OR NEW.closed_at IS NOT NULL))
    OR (NEW.uploaded_on IS NOT NULL AND NEW.uploaded_by IS NULL)
    OR (OLD.closed_at IS NOT NULL AND NEW.closed_at IS NOT NULL)
BEGIN
    SELECT RAISE(ABORT, 'a batch that was begun is written or withdrawn, then uploaded, answered and closed, and never changed');
END;
CREATE TRIGGER batch_case_recipient BEFORE INSERT ON batch_case
WHEN EXISTS (SELECT 1 FROM batch AS b JOIN case_file AS c ON c.id = NEW.case_id
             WHERE b.id = NEW.batch_id AND b.platform IS NOT NULL AND c.amendment IS NULL
                 AND c.platform IS NOT b.platform)
BEGIN
    SELECT RAISE(ABORT, 'a batch goes to one platform');
END;
CREATE VIEW later_row AS
SELECT case_id, 'aid' AS tbl, id AS row_id FROM aid WHERE later = 1
UNION ALL
SELECT case_id, 'document' AS tbl, id AS row_id FROM document WHERE later = 1
UNION ALL
SELECT case_id, 'verification' AS tbl, id AS row_id FROM verification WHERE later = 1
UNION ALL
SELECT case_id, 'consent' AS tbl, id AS row_id FROM consent WHERE later = 1
UNION ALL
SELECT case_id, 'tranche' AS tbl, id AS row_id FROM tranche WHERE later = 1;
CREATE VIEW later_writer AS
SELECT r.case_id, r.tbl, r.row_id, g.user_id, g.id AS group_id
FROM later_row AS r JOIN journal_group AS g ON g.case_id = r.case_id
    JOIN journal_change AS c ON c.group_id = g.id AND c.tbl = r.tbl AND c.row_id = r.row_id
WHERE g.user_id > 0 AND NOT (c.op = 'set' AND (c.col IN ('place', 'later')
    OR (c.tbl = 'tranche' AND c.col IN ('evidence', 'state', 'requested_on', 'approved_on',
        'approved_fen', 'approval_no', 'paid_on', 'paid_fen', 'payment_no'))));
CREATE TRIGGER case_touch_append BEFORE INSERT ON case_touch
WHEN EXISTS (SELECT 1 FROM case_touch WHERE case_id = NEW.case_id AND user_id = NEW.user_id)
    OR (NOT EXISTS (SELECT 1 FROM journal_group
                    WHERE id = NEW.first_group AND content = 1
                        AND case_id = NEW.case_id AND user_id = NEW.user_id)
        AND NOT EXISTS (SELECT 1 FROM later_writer
                        WHERE case_id = NEW.case_id AND user_id = NEW.user_id
                            AND group_id = NEW.first_group))
BEGIN
    SELECT RAISE(ABORT, 'who touched a case is written by the journal only');
END;
CREATE TRIGGER aid_taken_in BEFORE UPDATE OF later ON aid
WHEN OLD.later = 1 AND NEW.later = 0
BEGIN
    INSERT INTO case_touch SELECT w.case_id, w.user_id, min(w.group_id) FROM later_writer AS w
    WHERE w.case_id = OLD.case_id AND w.tbl = 'aid' AND w.row_id = OLD.id AND NOT EXISTS (
        SELECT 1 FROM case_touch AS t WHERE t.case_id = w.case_id AND t.user_id = w.user_id)
    GROUP BY w.user_id;
END;
CREATE TRIGGER document_taken_in BEFORE UPDATE OF later ON document
WHEN OLD.later = 1 AND NEW.later = 0
BEGIN
    INSERT INTO case_touch SELECT w.case_id, w.user_id, min(w.group_id) FROM later_writer AS w
    WHERE w.case_id = OLD.case_id AND w.tbl = 'document' AND w.row_id = OLD.id AND NOT EXISTS (
        SELECT 1 FROM case_touch AS t WHERE t.case_id = w.case_id AND t.user_id = w.user_id)
    GROUP BY w.user_id;
END;
CREATE TRIGGER verification_taken_in BEFORE UPDATE OF later ON verification
WHEN OLD.later = 1 AND NEW.later = 0
BEGIN
    INSERT INTO case_touch SELECT w.case_id, w.user_id, min(w.group_id) FROM later_writer AS w
    WHERE w.case_id = OLD.case_id AND w.tbl = 'verification' AND w.row_id = OLD.id AND NOT EXISTS (
        SELECT 1 FROM case_touch AS t WHERE t.case_id = w.case_id AND t.user_id = w.user_id)
    GROUP BY w.user_id;
END;
CREATE TRIGGER consent_taken_in BEFORE UPDATE OF later ON consent
WHEN OLD.later = 1 AND NEW.later = 0
BEGIN
    INSERT INTO case_touch SELECT w.case_id, w.user_id, min(w.group_id) FROM later_writer AS w
    WHERE w.case_id = OLD.case_id AND w.tbl = 'consent' AND w.row_id = OLD.id AND NOT EXISTS (
        SELECT 1 FROM case_touch AS t WHERE t.case_id = w.case_id AND t.user_id = w.user_id)
    GROUP BY w.user_id;
END;
CREATE TRIGGER tranche_taken_in BEFORE UPDATE OF later ON tranche
WHEN OLD.later = 1 AND NEW.later = 0
BEGIN
    INSERT INTO case_touch SELECT w.case_id, w.user_id, min(w.group_id) FROM later_writer AS w
    WHERE w.case_id = OLD.case_id AND w.tbl = 'tranche' AND w.row_id = OLD.id AND NOT EXISTS (
        SELECT 1 FROM case_touch AS t WHERE t.case_id = w.case_id AND t.user_id = w.user_id)
    GROUP BY w.user_id;
END;
CREATE TRIGGER approval_four_eyes BEFORE INSERT ON approval
WHEN EXISTS (SELECT 1 FROM case_file WHERE id = NEW.case_id AND created_by = NEW.approver)
    OR EXISTS (SELECT 1 FROM case_touch WHERE case_id = NEW.case_id AND user_id = NEW.approver)
    OR EXISTS (SELECT 1 FROM later_writer WHERE case_id = NEW.case_id AND user_id = NEW.approver)
BEGIN
    SELECT RAISE(ABORT, 'nobody approves a case they entered or changed');
END;
CREATE TRIGGER batch_case_keep BEFORE UPDATE ON batch_case
WHEN NEW.id IS NOT OLD.id OR NEW.uid IS NOT OLD.uid OR NEW.batch_id IS NOT OLD.batch_id
    OR NEW.place IS NOT OLD.place OR NEW.case_id IS NOT OLD.case_id
    OR NEW.approval_id IS NOT OLD.approval_id OR NEW.content IS NOT OLD.content
    OR NEW.known_as IS NOT OLD.known_as OR NEW.since IS NOT OLD.since OR NEW.earlier IS NOT OLD.earlier
    OR (NEW.outcome IS NULL AND (NEW.reason IS NOT NULL OR NEW.platform_no IS NOT NULL
                                 OR NEW.answered_at IS NOT NULL))
    OR NOT EXISTS (SELECT 1 FROM batch
                   WHERE id = NEW.batch_id AND state = 'written' AND closed_at IS NULL)
BEGIN
    SELECT RAISE(ABORT, 'of a case in a batch only the answer of the platform changes, while the batch is open');
END;
CREATE TRIGGER case_file_own_keep BEFORE UPDATE ON case_file
WHEN NEW.id IS NOT OLD.id OR NEW.uid IS NOT OLD.uid OR NEW."no" IS NOT OLD."no"
BEGIN
    SELECT RAISE(ABORT, 'a case keeps its id and its number');
END;
CREATE TRIGGER patient_own BEFORE INSERT ON patient
WHEN EXISTS (SELECT 1 FROM patient WHERE id = NEW.id OR uid = NEW.uid)
BEGIN
    SELECT RAISE(ABORT, 'a row takes no place of another');
END;
CREATE TRIGGER patient_own_keep BEFORE UPDATE ON patient
WHEN NEW.id IS NOT OLD.id OR NEW.uid IS NOT OLD.uid OR NEW.case_id IS NOT OLD.case_id
BEGIN
    SELECT RAISE(ABORT, 'a row keeps its id and its case');
END;
CREATE TRIGGER initiator_own BEFORE INSERT ON initiator
WHEN EXISTS (SELECT 1 FROM initiator WHERE id = NEW.id OR uid = NEW.uid)
BEGIN
    SELECT RAISE(ABORT, 'a row takes no place of another');
END;
CREATE TRIGGER initiator_own_keep BEFORE UPDATE ON initiator
WHEN NEW.id IS NOT OLD.id OR NEW.uid IS NOT OLD.uid OR NEW.case_id IS NOT OLD.case_id
BEGIN
    SELECT RAISE(ABORT, 'a row keeps its id and its case');
END;
CREATE TRIGGER payee_own BEFORE INSERT ON payee
WHEN EXISTS (SELECT 1 FROM payee WHERE id = NEW.id OR uid = NEW.uid)
BEGIN
    SELECT RAISE(ABORT, 'a row takes no place of another');
END;
CREATE TRIGGER payee_own_keep BEFORE UPDATE ON payee
WHEN NEW.id IS NOT OLD.id OR NEW.uid IS NOT OLD.uid OR NEW.case_id IS NOT OLD.case_id
BEGIN
    SELECT RAISE(ABORT, 'a row keeps its id and its case');
END;
CREATE TRIGGER guardian_own BEFORE INSERT ON guardian
WHEN EXISTS (SELECT 1 FROM guardian WHERE id = NEW.id OR uid = NEW.uid)
BEGIN
    SELECT RAISE(ABORT, 'a row takes no place of another');
END;
CREATE TRIGGER guardian_own_keep BEFORE UPDATE ON guardian
WHEN NEW.id IS NOT OLD.id OR NEW.uid IS NOT OLD.uid OR NEW.case_id IS NOT OLD.case_id
BEGIN
    SELECT RAISE(ABORT, 'a row keeps its id and its case');
END;
CREATE TRIGGER member_own BEFORE INSERT ON member
WHEN EXISTS (SELECT 1 FROM member WHERE id = NEW.id OR uid = NEW.uid)
BEGIN
    SELECT RAISE(ABORT, 'a row takes no place of another');
END;
CREATE TRIGGER member_own_keep BEFORE UPDATE ON member
WHEN NEW.id IS NOT OLD.id OR NEW.uid IS NOT OLD.uid OR NEW.case_id IS NOT OLD.case_id
BEGIN
    SELECT RAISE(ABORT, 'a row keeps its id and its case');
END;
CREATE TRIGGER asset_own BEFORE INSERT ON asset
WHEN EXISTS (SELECT 1 FROM asset WHERE id = NEW.id OR uid = NEW.uid)
BEGIN
    SELECT RAISE(ABORT, 'a row takes no place of another');
END;
CREATE TRIGGER asset_own_keep BEFORE UPDATE ON asset
WHEN NEW.id IS NOT OLD.id OR NEW.uid IS NOT OLD.uid OR NEW.case_id IS NOT OLD.case_id
BEGIN
    SELECT RAISE(ABORT, 'a row keeps its id and its case');
END;
CREATE TRIGGER debt_own BEFORE INSERT ON debt
WHEN EXISTS (SELECT 1 FROM debt WHERE id = NEW.id OR uid = NEW.uid)
BEGIN
    SELECT RAISE(ABORT, 'a row takes no place of another');
END;
CREATE TRIGGER debt_own_keep BEFORE UPDATE ON debt
WHEN NEW.id IS NOT OLD.id OR NEW.uid IS NOT OLD.uid OR NEW.case_id IS NOT OLD.case_id
BEGIN
    SELECT RAISE(ABORT, 'a row keeps its id and its case');
END;
CREATE TRIGGER disclosure_own BEFORE INSERT ON disclosure
WHEN EXISTS (SELECT 1 FROM disclosure WHERE id = NEW.id OR uid = NEW.uid)
BEGIN
    SELECT RAISE(ABORT, 'a row takes no place of another');
END;
CREATE TRIGGER disclosure_own_keep BEFORE UPDATE ON disclosure
WHEN NEW.id IS NOT OLD.id OR NEW.uid IS NOT OLD.uid OR NEW.case_id IS NOT OLD.case_id
BEGIN
    SELECT RAISE(ABORT, 'a row keeps its id and its case');
END;
CREATE TRIGGER aid_own BEFORE INSERT ON aid
WHEN EXISTS (SELECT 1 FROM aid WHERE id = NEW.id OR uid = NEW.uid)
BEGIN
    SELECT RAISE(ABORT, 'a row takes no place of another');
END;
CREATE TRIGGER aid_own_keep BEFORE UPDATE ON aid
WHEN NEW.id IS NOT OLD.id OR NEW.uid IS NOT OLD.uid OR NEW.case_id IS NOT OLD.case_id
BEGIN
    SELECT RAISE(ABORT, 'a row keeps its id and its case');
END;
CREATE TRIGGER illness_own BEFORE INSERT ON illness
WHEN EXISTS (SELECT 1 FROM illness WHERE id = NEW.id OR uid = NEW.uid)
BEGIN
    SELECT RAISE(ABORT, 'a row takes no place of another');
END;
CREATE TRIGGER illness_own_keep BEFORE UPDATE ON illness
WHEN NEW.id IS NOT OLD.id OR NEW.uid IS NOT OLD.uid OR NEW.case_id IS NOT OLD.case_id
BEGIN
    SELECT RAISE(ABORT, 'a row keeps its id and its case');
END;
CREATE TRIGGER expense_own BEFORE INSERT ON expense
WHEN EXISTS (SELECT 1 FROM expense WHERE id = NEW.id OR uid = NEW.uid)
BEGIN
    SELECT RAISE(ABORT, 'a row takes no place of another');
END;
CREATE TRIGGER expense_own_keep BEFORE UPDATE ON expense
WHEN NEW.id IS NOT OLD.id OR NEW.uid IS NOT OLD.uid OR NEW.case_id IS NOT OLD.case_id
BEGIN
    SELECT RAISE(ABORT, 'a row keeps its id and its case');
END;
CREATE TRIGGER plan_own BEFORE INSERT ON plan
WHEN EXISTS (SELECT 1 FROM plan WHERE id = NEW.id OR uid = NEW.uid)
BEGIN
    SELECT RAISE(ABORT, 'a row takes no place of another');
END;
CREATE TRIGGER plan_own_keep BEFORE UPDATE ON plan
WHEN NEW.id IS NOT OLD.id OR NEW.uid IS NOT OLD.uid OR NEW.case_id IS NOT OLD.case_id
BEGIN
    SELECT RAISE(ABORT, 'a row keeps its id and its case');
END;
CREATE TRIGGER tranche_own BEFORE INSERT ON tranche
WHEN EXISTS (SELECT 1 FROM tranche WHERE id = NEW.id OR uid = NEW.uid)
BEGIN
    SELECT RAISE(ABORT, 'a row takes no place of another');
END;
CREATE TRIGGER tranche_own_keep BEFORE UPDATE ON tranche
WHEN NEW.id IS NOT OLD.id OR NEW.uid IS NOT OLD.uid OR NEW.case_id IS NOT OLD.case_id
BEGIN
    SELECT RAISE(ABORT, 'a row keeps its id and its case');
END;
CREATE TRIGGER document_own BEFORE INSERT ON document
WHEN EXISTS (SELECT 1 FROM document WHERE id = NEW.id OR uid = NEW.uid)
BEGIN
    SELECT RAISE(ABORT, 'a row takes no place of another');
END;
CREATE TRIGGER document_own_keep BEFORE UPDATE ON document
WHEN NEW.id IS NOT OLD.id OR NEW.uid IS NOT OLD.uid OR NEW.case_id IS NOT OLD.case_id
BEGIN
    SELECT RAISE(ABORT, 'a row keeps its id and its case');
END;
CREATE TRIGGER consent_own BEFORE INSERT ON consent
WHEN EXISTS (SELECT 1 FROM consent WHERE id = NEW.id OR uid = NEW.uid)
BEGIN
    SELECT RAISE(ABORT, 'a row takes no place of another');
END;
CREATE TRIGGER consent_own_keep BEFORE UPDATE ON consent
WHEN NEW.id IS NOT OLD.id OR NEW.uid IS NOT OLD.uid OR NEW.case_id IS NOT OLD.case_id
BEGIN
    SELECT RAISE(ABORT, 'a row keeps its id and its case');
END;
CREATE TRIGGER verification_own BEFORE INSERT ON verification
WHEN EXISTS (SELECT 1 FROM verification WHERE id = NEW.id OR uid = NEW.uid)
BEGIN
    SELECT RAISE(ABORT, 'a row takes no place of another');
END;
CREATE TRIGGER verification_own_keep BEFORE UPDATE ON verification
WHEN NEW.id IS NOT OLD.id OR NEW.uid IS NOT OLD.uid OR NEW.case_id IS NOT OLD.case_id
BEGIN
    SELECT RAISE(ABORT, 'a row keeps its id and its case');
END;
CREATE TRIGGER contact_own BEFORE INSERT ON contact
WHEN EXISTS (SELECT 1 FROM contact WHERE id = NEW.id OR uid = NEW.uid)
BEGIN
    SELECT RAISE(ABORT, 'a row takes no place of another');
END;
CREATE TRIGGER contact_own_keep BEFORE UPDATE ON contact
WHEN NEW.id IS NOT OLD.id OR NEW.uid IS NOT OLD.uid OR NEW.case_id IS NOT OLD.case_id
BEGIN
    SELECT RAISE(ABORT, 'a row keeps its id and its case');
END;
CREATE TRIGGER statement_own BEFORE INSERT ON statement
WHEN EXISTS (SELECT 1 FROM statement WHERE id = NEW.id OR uid = NEW.uid)
BEGIN
    SELECT RAISE(ABORT, 'a row takes no place of another');
END;
CREATE TRIGGER statement_own_keep BEFORE UPDATE ON statement
WHEN NEW.id IS NOT OLD.id OR NEW.uid IS NOT OLD.uid OR NEW.case_id IS NOT OLD.case_id
BEGIN
    SELECT RAISE(ABORT, 'a row keeps its id and its case');
END;
CREATE TRIGGER funding_own BEFORE INSERT ON funding
WHEN EXISTS (SELECT 1 FROM funding WHERE id = NEW.id OR uid = NEW.uid)
BEGIN
    SELECT RAISE(ABORT, 'a row takes no place of another');
END;
CREATE TRIGGER funding_own_keep BEFORE UPDATE ON funding
WHEN NEW.id IS NOT OLD.id OR NEW.uid IS NOT OLD.uid OR NEW.case_id IS NOT OLD.case_id
BEGIN
    SELECT RAISE(ABORT, 'a row keeps its id and its case');
END;
CREATE TRIGGER money_own BEFORE INSERT ON money
WHEN EXISTS (SELECT 1 FROM money WHERE id = NEW.id OR uid = NEW.uid)
BEGIN
    SELECT RAISE(ABORT, 'a row takes no place of another');
END;
CREATE TRIGGER money_own_keep BEFORE UPDATE ON money
WHEN NEW.id IS NOT OLD.id OR NEW.uid IS NOT OLD.uid OR NEW.case_id IS NOT OLD.case_id
BEGIN
    SELECT RAISE(ABORT, 'a row keeps its id and its case');
END;
CREATE TRIGGER surplus_own BEFORE INSERT ON surplus
WHEN EXISTS (SELECT 1 FROM surplus WHERE id = NEW.id OR uid = NEW.uid)
BEGIN
    SELECT RAISE(ABORT, 'a row takes no place of another');
END;
CREATE TRIGGER surplus_own_keep BEFORE UPDATE ON surplus
WHEN NEW.id IS NOT OLD.id OR NEW.uid IS NOT OLD.uid OR NEW.case_id IS NOT OLD.case_id
BEGIN
    SELECT RAISE(ABORT, 'a row keeps its id and its case');
END;
CREATE TRIGGER complaint_own BEFORE INSERT ON complaint
WHEN EXISTS (SELECT 1 FROM complaint WHERE id = NEW.id OR uid = NEW.uid)
BEGIN
    SELECT RAISE(ABORT, 'a row takes no place of another');
END;
CREATE TRIGGER complaint_own_keep BEFORE UPDATE ON complaint
WHEN NEW.id IS NOT OLD.id OR NEW.uid IS NOT OLD.uid OR NEW.case_id IS NOT OLD.case_id
BEGIN
    SELECT RAISE(ABORT, 'a row keeps its id and its case');
END;
CREATE TRIGGER inquiry_own BEFORE INSERT ON inquiry
WHEN EXISTS (SELECT 1 FROM inquiry WHERE id = NEW.id OR uid = NEW.uid)
BEGIN
    SELECT RAISE(ABORT, 'a row takes no place of another');
END;
CREATE TRIGGER inquiry_own_keep BEFORE UPDATE ON inquiry
WHEN NEW.id IS NOT OLD.id OR NEW.uid IS NOT OLD.uid OR NEW.case_id IS NOT OLD.case_id
BEGIN
    SELECT RAISE(ABORT, 'a row keeps its id and its case');
END;
CREATE TRIGGER event_own BEFORE INSERT ON event
WHEN EXISTS (SELECT 1 FROM event WHERE id = NEW.id OR uid = NEW.uid)
BEGIN
    SELECT RAISE(ABORT, 'a row takes no place of another');
END;
CREATE TRIGGER event_own_keep BEFORE UPDATE ON event
WHEN NEW.id IS NOT OLD.id OR NEW.uid IS NOT OLD.uid OR NEW.case_id IS NOT OLD.case_id
BEGIN
    SELECT RAISE(ABORT, 'a row keeps its id and its case');
END;
CREATE VIEW stop_holds AS
SELECT s.id, s.case_id FROM stop AS s
WHERE s.decided_at IS NULL
    OR (s.ends = 1 AND NOT EXISTS (
        SELECT 1 FROM stop AS l WHERE l.case_id = s.case_id AND l.reason = s.reason AND l.id > s.id
        AND l.decided_at IS NOT NULL AND l.ends = 0));
CREATE TRIGGER batch_case_held BEFORE INSERT ON batch_case
WHEN (SELECT purpose FROM batch WHERE id = NEW.batch_id) IN ('launch', 'payment')
    AND (EXISTS (SELECT 1 FROM stop_holds WHERE case_id = NEW.case_id)
         OR (SELECT life FROM case_file WHERE id = NEW.case_id) IN ('closed', 'archived'))
BEGIN
    SELECT RAISE(ABORT, 'a case that is stopped or closed is not sent');
END;
CREATE TRIGGER tranche_held_insert BEFORE INSERT ON tranche
WHEN NEW.state IS 'requested' AND EXISTS (SELECT 1 FROM stop_holds WHERE case_id = NEW.case_id)
BEGIN
    SELECT RAISE(ABORT, 'no payment is requested while the case is stopped');
END;
CREATE TRIGGER tranche_held_update BEFORE UPDATE OF state ON tranche
WHEN NEW.state IS 'requested' AND OLD.state IS NOT 'requested'
    AND EXISTS (SELECT 1 FROM stop_holds WHERE case_id = NEW.case_id)
    AND NOT EXISTS (SELECT 1 FROM batch_case AS k JOIN batch AS b ON b.id = k.batch_id
                    WHERE k.case_id = NEW.case_id AND b.state = 'begun' AND b.purpose = 'payment')
BEGIN
    SELECT RAISE(ABORT, 'no payment is requested while the case is stopped');
END;
CREATE TRIGGER money_held_insert BEFORE INSERT ON money
WHEN NEW.kind IS 'requested' AND EXISTS (SELECT 1 FROM stop_holds WHERE case_id = NEW.case_id)
BEGIN
    SELECT RAISE(ABORT, 'no payment is requested while the case is stopped');
END;
CREATE TRIGGER money_held_update BEFORE UPDATE OF kind ON money
WHEN NEW.kind IS 'requested' AND OLD.kind IS NOT 'requested'
    AND EXISTS (SELECT 1 FROM stop_holds WHERE case_id = NEW.case_id)
BEGIN
    SELECT RAISE(ABORT, 'no payment is requested while the case is stopped');
END;
CREATE TRIGGER knowledge_text_keep BEFORE UPDATE ON knowledge_text
BEGIN
    SELECT RAISE(ABORT, 'knowledge that judged a case is kept as it was');
END;
COMMIT;
