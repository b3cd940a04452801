# The draft of the statement: it speaks as the initiator does, in sums that people say, asks for what only
# the family can say, and breaks no rule of its own.
. "$top_srcdir/tests/cli/lib.sh"
. "$top_srcdir/tests/cli/store.sh"

# draft CASE: of a practice case; its number is in $no, title and story are in $out.
draft() {
    as lin import "$top_srcdir/data/practice/$1.json"
    no=$(cat "$out")
    as lin statement "$no"
}

for case in "$top_srcdir"/data/practice/*.json; do
    draft "$(basename "$case" .json)"
    status_is 0 "a draft of $(basename "$case")"
    [ "$(head -n 1 "$out" | tr -d '\n' | wc -m)" -le 30 ]
    result "its title has no more than 30 signs"
    places=1
    # no claim against who is liable is entered, nor what the earlier appeal gave
    case $case in */burn-worker.json | */assets-unclear.json) places=2 ;; esac
    [ "$(grep -o '［请补' "$out" | wc -l)" -eq $places ]
    result "$places place is left to the family"
    ! grep -qE '……|[0-9]{7}|\.[0-9]{2} 元|现在在|我是[^，。]*的(妻|夫|父|母|子|女)' "$out"
    result "no numbers, no cents, nothing that nobody says"
    as lin set "$no" statement.title= statement.story=
    as lin statement "$no" --put
    as lin check "$no" --json
    [ "$(grep -oE '"R(603|610)"' "$out" | sort -u)" = '"R610"' ]
    result "the place blocks, and nothing else in it does"
done

# Cases as they come in a hospital: a draft has at most two places to fill in, and breaks no rule.
for case in "$top_srcdir"/tests/rules/field/*.json; do
    as lin import "$case"
    no=$(cat "$out")
    as lin set "$no" statement.title= statement.story=
    as lin statement "$no" --put
    as lin show "$no" --json --reveal
    places=$(grep -o '［请补' "$out" | wc -l)
    as lin check "$no" --json
    [ "$places" -ge 1 ] && [ "$places" -le 2 ] && [ "$(grep -oE '"R(514|603|610|611|612)"' "$out" | sort -u)" = '"R610"' ]
    result "the draft of $(basename "$case")"
done

# field CASE TEXT WHAT: the draft of a case of a hospital says so.
field() {
    as lin import "$top_srcdir/tests/rules/field/$1.json"
    as lin statement "$(cat "$out")"
    says "$2" "$3"
}

field 04-home-for-aged '受虚构县社会福利院委托' "an office as guardian is named"
field 05-orphan-village '受村民委员会委托' "but not which village"
field 09-relapse '2024年6月1日，我被诊断为急性髓系白血病，现在病情复发，目前在虚构市第二人民医院血液科住院' "a relapse is none of the day of the first diagnosis"
field 01-nicu-newborn '我早产的儿子出生28天，恳请' "nobody has a preterm child as an illness"
field 05-orphan-village '孩子一年领到的生活费、补助等约 1.8 万元' "an orphan's allowance is no income"
! grep -qE '自己承担|家里还要' "$out"
result "and an office bears nothing itself"
says '（IIB期）' "a stage is told as one"
field 13-hidden-means '爷爷务农' "a son speaks of his grandfather"
says '［请补一句：政府救助批下来没有、批了多少］' "aid that is disclosed and was refused is asked for"
! grep -q '感激' "$out"
result "and not told as if it had come"
field 02-pregnant '保险理赔 5 万元正在申请，还没有结果' "a claim that waits is told"
says '血（孕30周）' "what the illness is called by is not said again as its stage"
says '，还有车贷 4 万元没有还清' "where all is owed for a car, that is said"
field 12-appointed-guardian '父母怎么了、平时由谁照顾' "who reads of an aunt asks for the parents"
field 09-relapse '自己承担 4 万元' "an appeal of before these bills paid none of them"
! grep -q '此前的筹款支付' "$out"
result "and is not said to have"
as lin import "$top_srcdir/tests/rules/field/07a-sibling.json"
field 07b-sibling '家里另一个孩子也在治病，另外求助' "a brother's case is told"
says '、另一个孩子怎么样，' "and how he is, is asked for"

draft leukaemia-child
says '我7岁的儿子患急性淋巴细胞白血病' "a father speaks of his son"
says '我叫罗建国，我儿子罗小禾今年 7 岁' "and says who he is"
says '一共花了 14.22 万元，医保等报销了 7.1 万元' "sums are in ten thousands"
says '我是建筑小工，孩子的母亲务农' "he tells of the family as he sees it"
as lin set "$no" 'disclosure[1].amount=888800元'
as lin statement "$no"
says '收入约 88.88 万元' "the income is the one that is disclosed"
as lin set "$no" 'expense[1].self_fen='
as lin statement "$no"
says '14.22 万元，［请补一句：其中报销了多少、自己承担了多少］' "sums that do not add up are asked for"
! grep -q '没有报销' "$out"
result "and no insurance is denied"
draft breast-cancer-teacher
says '我叫解晓𠮷' "a patient speaks for herself"
says '（HER2阳性，IIIA期），在' "a stage that the illness names already is not said twice"
draft burn-worker
says '我34岁的丈夫' "a wife of her husband"
says '这次事故有责任方' "who is liable is not passed over"
says '直接付到某市第一人民医院的账户' "nor that the hospital is paid"
says '已经报销的如果包含这一部分，会依法退还' "and the insurance beside them is no contradiction"
as lin set "$no" 'tranche[+].payee=hospital' 'tranche[+].payee=person'
as lin statement "$no"
says '其余几批付给个人' "a tranche to a person is said"
! grep -q '不经过个人的手' "$out"
result "and not denied"
as lin set "$no" 'aid[+].kind=liability' 'aid[+].state=refused'
as lin statement "$no"
says '赔偿要求没有被接受' "what was refused is not awaited"
! grep -q '正在依法追讨' "$out"
result "nor said to be claimed"
draft assets-unclear
says '曾公开求助过［请补一句：在哪个平台' "nor an earlier appeal, of which more is asked for"
as lin set "$no" 'disclosure[9].ongoing=yes'
as lin statement "$no"
says '别处的公开求助还没有结束［请补一句：在哪个平台、筹到多少］' "one that runs is not told as if it were over"
draft uraemia-farmer
says '家里享受最低生活保障' "nor the living allowance"
says '援助有 1.5 万元' "nor aid that is disclosed alone"

# What is not known is not told as if it were; what was refused gave nothing; nobody is asked for a dead patient.
draft burn-worker
says '其中商业保险还不能确定' "an item answered by unknown is named"
! grep -q '如实填写。' "$out"
result "and not all is said to be filled in"
draft leukaemia-child
says '都已在公示项目中如实填写' "where all is known, that is said"
as lin set "$no" 'disclosure[10].answer=yes' 'disclosure[10].amount=9万' 'aid[+].kind=appeal' \
    'aid[+].source=轻松筹' 'aid[+].state=refused'
as lin statement "$no"
says '没有获得同意，也没有筹到款' "an earlier appeal that was refused gave nothing"
! grep -q '筹到 9 万元' "$out"
result "nor is a sum told of it"
as lin set "$no" 'event[+].kind=discharge' 'event[+].on=2026-11-19'
as lin statement "$no"
says '目前已经出院' "an event tells of a discharge too"
! grep -q '住院治疗' "$out"
result "and nobody lies in the ward any more"
n=0
for job in 在工地打工:我在工地打工 打零工:我打零工 残疾:我有残疾，不能工作 网络主播:我（网络主播） \
    小学三年级:我上小学三年级 送餐员:我是送餐员 在家务农:我在家务农; do
    as lin set "$no" member[1].occupation="${job%%:*}"
    as lin statement "$no"
    grep -qF "家里：${job#*:}" "$out" || {
        printf '%s\n' "$job: $(grep 家里 "$out")"
        n=$((n + 1))
    }
done
[ $n -eq 0 ]
result "what somebody does is said as people say it, or stands in brackets"
as lin set "$no" 'event[+].kind=treatment_stopped' 'event[+].on=2026-11-19'
as lin statement "$no"
says '我儿子已停止治疗，谢谢' "once treatment was stopped the title says so"
says '患急性淋巴细胞白血病，2026年11月19日起已停止治疗' "and the text"
! grep -qE '目标金额|接下来要做|帮帮' "$out"
result "and nobody is asked for money"
as lin set "$no" 'event[+].kind=death' 'event[+].on=2026-11-20'
as lin statement "$no"
says '已经离世' "after a death the title says so"
says '我儿子罗小禾患急性淋巴细胞白血病，于 2026年11月20日离开了我们' "what he died of is not said"
says '请补一句：求助是否已经停止' "whether the appeal was stopped is asked"
! grep -qE '求助已经停止|退回各位' "$out"
result "and neither that nor a refund is told before it is entered"
as lin set "$no" 'event[+].kind=closed' 'event[+].on=2026-11-21' funding.surplus_decision=return_donors \
    'expense[1].unpaid=2万'
as lin statement "$no"
says '求助已经停止，不再筹款。结清还欠医院的 2 万元后，还没有用的款项，会按平台规则退回各位' "what is entered is, the debt to the hospital first"
! grep -qE '目标金额|今年 7 岁|目前在|接下来要做|帮帮' "$out"
result "nothing speaks of a living patient"

# What others paid was not borne by the family; the stage of today is none of the first day; a claim that
# waits is told.
draft leukaemia-child
as lin set "$no" illness.diagnosed_on=2024-03-10 illness.stage=复发 'aid[+].kind=charity' 'aid[+].state=paid' \
    'aid[+].amount=3万' 'aid[+].spent=3万' 'debt[+].creditor=银行按揭' 'debt[+].amount=52万' \
    'member[+].relation=01' 'member[+].name=罗小禾' 'member[+].occupation=学生'
as lin statement "$no"
says '2024年3月10日，孩子被诊断为急性淋巴细胞白血病，现在病情复发' "a stage of today is not told of the first day"
says '个人自付 7.12 万元，其中 3 万元由慈善组织支付，自己承担 4.12 万元' "what a charity paid the family did not bear"
says '其中房贷 52 万元' "a mortgage is told apart from other debts"
! grep -q '的本人' "$out"
result "the patient is none of the family of the patient"
as lin set "$no" 'illness.disease=急性髓系白血病（复发）' illness.stage= 'plan[1].basis=hospital_quote' \
    'member[2].occupation=陪护孩子'
as lin statement "$no"
says '被诊断为急性髓系白血病，现在病情复发' "nor is a relapse in the name of the illness"
! grep -q '（陪护' "$out"
result "who stays with the child makes a sentence"
as lin set "$no" illness.disease=慢性肾衰竭尿毒症期 'illness.condition=双胞胎，早产'
as lin statement "$no"
says '7岁的儿子处于慢性肾衰竭尿毒症期' "in a phase somebody is"
says '经诊断处于慢性肾衰竭尿毒症期' "and is found to be"
says '另一个孩子怎么样，有没有另外求助' "the other twin is asked about"
as lin set "$no" illness.disease=早产儿呼吸窘迫综合征
as lin statement "$no"
says '我早产的儿子患呼吸窘迫综合征' "a preterm child's illness is in the title"
as lin set "$no" case.target=3万 illness.condition=
as lin statement "$no"
says '其中的 3 万元［请补一句：其余的打算怎么解决］' "a target far below the gap is explained"
as lin set "$no" 'illness.disease=急性心肌梗死' illness.stage= 'initiator.name=CHAN Tai Man'
as lin statement "$no"
says '儿子突发急性心肌梗死' "what comes in a moment is not borne for long"
says '我叫 CHAN Tai Man，' "a name in letters stands between blanks"
as lin import "$top_srcdir/data/practice/burn-worker.json"
no=$(cat "$out")
as lin set "$no" initiator.relation=20 'member[+].relation=12' 'member[+].name=洪秀' 'member[+].occupation=务农'
as lin statement "$no"
! grep -q '他的妻子' "$out"
result "a son does not write of his mother as of a wife"
draft burn-worker
as lin set "$no" 'aid[+].kind=employer' 'aid[+].state=paid' 'aid[+].amount=4万' 'aid[+].spent=4万'
as lin statement "$no"
says '单位已付 4 万元' "what the factory paid is told of who is liable"
! grep -qE '赔偿还没有拿到|感激' "$out"
result "and is no gift"
as lin set "$no" 'aid[+].kind=liability' 'aid[+].state=asked' 'aid[+].amount=18万'
as lin statement "$no"
says '另外要求赔偿 18 万元，还没有结果' "what is still claimed is told"
as lin set "$no" 'aid[+].kind=insurance_claim' 'aid[+].state=paid' 'aid[+].amount=5万' 'aid[+].spent=5万'
as lin statement "$no"
says '保险理赔已付 5 万元' "an own claim is no aid"

as lin new
no=$(cat "$out")
as lin set "$no" patient.born_on="$(date -d '28 days ago' +%F)" patient.sex=1 initiator.is_patient=no \
    initiator.name=赵志强 initiator.relation=51
as lin statement "$no"
says '我叫赵志强，我儿子出生才 28 天，还没有取名' "a newborn without a name"
[ "$(grep -c '［请补一句' "$out")" -ge 4 ]
result "what the case does not say is asked for"
as lin statement "$no" --put
as lin check "$no"
says '［请补一句' "a text with such places is not submitted"

finish
