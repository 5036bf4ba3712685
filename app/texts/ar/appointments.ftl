appointments-title = مواعيدك
appointments-none = ليست لديك مواعيد الآن. نخبرك عندما يأتي موعد.
appointments-none-today = ليست لديك مواعيد اليوم.
appointments-today = اليوم
appointments-tomorrow = غداً
appointments-when = { $day }، من { $from } إلى { $to }
appointments-at = الساعة { $time }
appointments-lasts = المدة: { $length }
appointments-minutes = { $minutes ->
    [one] دقيقة واحدة
    [two] دقيقتان
    [few] { $minutes } دقائق
   *[other] { $minutes } دقيقة
}
appointments-hours = { $hours ->
    [one] ساعة واحدة
    [two] ساعتان
    [few] { $hours } ساعات
   *[other] { $hours } ساعة
}
appointments-hours-and = { $hours } و{ $minutes }
appointments-place = المكان: { $place }
appointments-with = تقابل { $who }
appointments-bring = أحضر معك: { $what }
appointments-interpreter = يحضر مترجم: { $language }
appointments-voluntary = أنت تقرر إن كنت تريد الحضور.
appointments-cancelled = أُلغي
appointments-cannot = هل الموعد لا يناسبك؟
appointments-cannot-text = لا بأس في ذلك. منسّقك سيتواصل معك.
appointments-wish-move = اطلب وقتاً آخر
appointments-wish-cancel = اطلب إلغاء الموعد
appointments-wished-move = طلبت وقتاً آخر. منسّقك سيتواصل معك.
appointments-wished-cancel = طلبت إلغاء الموعد. منسّقك سيتواصل معك.
appointments-wish-undo = تراجع
appointments-wish-late = لم يعد بالإمكان تغيير هذا الموعد هنا. اكتب إلى منسّقك أو اتصل به.
appointments-wish-moved = نُقل الموعد في هذه الأثناء. انظر إلى الوقت الجديد ثم أجب من جديد.
appointments-past = المواعيد السابقة
appointments-was-attended = كنت هناك
appointments-was-cancelled-in-time = اعتذرت مسبقاً
appointments-was-rescheduled = نُقل
appointments-was-excused = بقيت في البيت، ولا بأس في ذلك
appointments-was-no-show = لم نلتقِ
appointments-person-title = مواعيد { $name }
appointments-staff-none = لا توجد مواعيد بعد.
appointments-staff-voluntary = اختياري
appointments-staff-interpreter = مترجم: { $language }
appointments-staff-with = يقابل { $who }
appointments-asks-move = يطلب وقتاً آخر
appointments-asks-cancel = يطلب الإلغاء
appointments-attendance = الحضور
appointments-attendance-none = غير مسجل
appointments-attendance-attended = حضر
appointments-attendance-cancelled-in-time = اعتذر في الوقت المناسب
appointments-attendance-rescheduled = نُقل إلى يوم آخر
appointments-attendance-excused = بقي في البيت لسبب وجيه
appointments-attendance-no-show = غاب دون خبر
appointments-attendance-save = احفظ الحضور
appointments-change = غيّر الموعد
appointments-move = انقل الموعد
appointments-not-moved = بدأ الموعد أو أُلغي. احجز موعداً جديداً.
appointments-cancel = ألغِ الموعد
appointments-not-cancelled = أُلغي هذا الموعد. لا يوجد حضور لتسجيله.
appointments-not-voluntary = هذا الموعد اختياري. اختر شيئاً غير «غاب دون خبر».
appointments-not-yet = لم يبدأ اللقاء بعد. انتظر قبل تسجيل الحضور.
appointments-not-chosen = اختر حضوراً من القائمة.
appointments-book = موعد جديد
appointments-book-title = ما موضوع الموعد؟
appointments-book-kind = ما نوع هذا الموعد؟
appointments-book-kind-hint = بعد بعض المواعيد يأتي سؤال قصير.
appointments-book-kind-other = موعد آخر
appointments-book-with = من يقابل الشخص؟
appointments-book-place = المكان
appointments-book-bring = ماذا يحضر الشخص معه؟
appointments-book-day = اليوم
appointments-book-time = الساعة
appointments-book-minutes = الدقائق
appointments-book-interpreter = لغة المترجم
appointments-book-interpreter-hint = اتركه فارغاً إن لم يحضر مترجم.
appointments-book-voluntary = هل الحضور اختياري؟
appointments-book-voluntary-no = لا، هو جزء من البرنامج
appointments-book-voluntary-yes = نعم، الشخص يقرر
appointments-book-save = احجز الموعد
appointments-title-missing = اكتب موضوع الموعد.
appointments-text-long = اكتب نصاً أقصر. المساحة 200 حرف.
appointments-time-wrong = اكتب الوقت هكذا: 10:30.
appointments-minutes-wrong = اكتب عدد الدقائق من 5 إلى 600.
appointments-told = { $day } الساعة { $time }
appointments-reply-title = موعدك
appointments-reply-ask = هل يمكنك الحضور؟
appointments-reply-come = نعم، سأحضر
appointments-reply-move = أود موعداً آخر
appointments-reply-cancel = لا أستطيع الحضور
appointments-reply-number = اكتب الرقم { $number } هنا
appointments-reply-number-hint = هكذا نعرف أن إنساناً يجيب.
appointments-reply-send = أرسل الجواب
appointments-reply-choose = اختر واحداً من الأجوبة الثلاثة.
appointments-reply-number-wrong = اكتب الرقم المكتوب فوق الحقل.
appointments-replied-come = شكراً. نتطلع إلى لقائك.
appointments-replied-move = طلبت موعداً آخر. سيعود إليك المنسق.
appointments-replied-cancel = قلت إنك لا تستطيع الحضور. لا بأس في ذلك. سيعود إليك المنسق.
appointments-reply-again = يمكنك الإجابة مرة أخرى إذا تغير شيء.
appointments-comes = قال إنه سيحضر
