desk-title = مكتبك
desk-coming = { $n ->
    [0] لا أسئلة تحل في الأيام الثلاثين القادمة.
    [one] مجموعة أسئلة واحدة تحل في الأيام الثلاثين القادمة.
    [two] مجموعتا أسئلة تحلان في الأيام الثلاثين القادمة.
    [few] { $n } مجموعات أسئلة تحل في الأيام الثلاثين القادمة.
   *[other] { $n } مجموعة أسئلة تحل في الأيام الثلاثين القادمة.
}
desk-empty = لا شيء يحتاج إليك الآن.
desk-group-call = مكالمات مطلوبة
desk-group-wish = رغبات حول المواعيد
desk-group-attendance = من حضر؟
desk-group-plan-reply = ردود على الخطط
desk-group-message = رسائل جديدة
desk-group-deadline = مهل
desk-wish-move = يرغب في وقت آخر لـ { $title }، { $when }.
desk-wish-cancel = يرغب في إلغاء { $title }، { $when }.
desk-attendance = { $title }، { $when }: سجّل الحضور.
desk-plan-reply = يقول إن الخطة ليست كما قصد.
desk-plan-reply-comment = يقول إن الخطة ليست كما قصد: «{ $comment }»
desk-message = كتب إليك.
desk-deadline-overdue = { $name }: كان الموعد { $day }.
desk-deadline-near = { $name }: الموعد { $day }.
desk-no-phone = لا رقم هاتف
desk-call-since = لم يُجب على الرسائل. الاتصال مطلوب منذ { $when }.
desk-call-reached = تم الوصول إليه
desk-call-not-reached = لم يرد
desk-call-declined = لا يريد الإجابة
desk-letter-since = لم يُجب على الرسائل. رسالة بريدية مطلوبة منذ { $when }.
desk-status = كيف تسير الأمور
