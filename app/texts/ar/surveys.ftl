surveys-title = إرسال أسئلة
surveys-questionnaire = الأسئلة
surveys-people = إلى من
surveys-send = أرسل الآن
surveys-sent = { $n ->
    [0] لم يُسأل أحد جديد: لديهم هذه الأسئلة بالفعل.
    [one] يُسأل شخص واحد الآن.
    [two] يُسأل شخصان الآن.
   *[other] عدد من يُسألون الآن: { $n }.
}
surveys-nobody = لا أحد يشارك بعد. أضف شخصاً أولاً.
surveys-choose = اختر شخصاً واحداً على الأقل.
surveys-rounds = ما أُرسل
surveys-none = لا شيء بعد.
surveys-answered = أجاب { $answered } من { $asked }
surveys-waiting = لم يجيبوا بعد، ومتى سُئلوا:
surveys-since = منذ { $day }. افتح سطراً لترى من تنتظر جوابه.
