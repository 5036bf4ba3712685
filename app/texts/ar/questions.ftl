questions-progress = السؤال { $number } من { $of }
questions-next = التالي
questions-send = إرسال
questions-skip = تخطٍّ
questions-not-today = ليس اليوم
questions-yes = نعم
questions-no = لا
questions-named = تُحفظ إجابتك مع اسمك. يمكنك أنت ومنسقك الاطلاع عليها.
questions-anonymous = إجابتك تذهب بلا اسمك. النتائج تعرض مجموعات من عشرة أشخاص أو أكثر فقط.
questions-confidential = إجابتك سرية وليست بلا اسم. النتائج تعرض مجموعات من عشرة أشخاص أو أكثر فقط.
questions-source = المصدر: { $source }
questions-own-words = بكلماتي الخاصة
questions-own-words-here = كلماتك الخاصة
questions-more-words = شيء آخر بكلماتك الخاصة
questions-choose = اختر
questions-hint-several = اختر كل ما يناسبك.
questions-hint-day = اليوم والشهر والسنة.
questions-entry = الإجابة { $number }
questions-hint-each = إجابة واحدة في كل خانة. اترك ما لا تحتاجه فارغًا.
questions-more-fields = المزيد من الخانات

questions-problem-empty = أعطِ إجابة أو اختر «تخطٍّ».
questions-problem-option = اختر إحدى الإجابات أو اختر «تخطٍّ».
questions-problem-number = اكتب رقمًا، مثلًا 5.
questions-problem-whole = اكتب رقمًا صحيحًا، مثلًا 5.
questions-problem-range = اكتب رقمًا من { $least } إلى { $most }.
questions-problem-least = اكتب رقمًا لا يقل عن { $least }.
questions-problem-most = اكتب رقمًا لا يزيد على { $most }.
questions-problem-long = تتسع الخانة لعدد { $most } من الأحرف. اختصر النص بمقدار { $over }.
questions-problem-day = اكتب تاريخًا، مثلًا 24.11.2026.
questions-problem-days = اكتب تاريخًا من { $first } إلى { $last }.
questions-problem-first-day = اكتب تاريخًا لا يسبق { $first }.
questions-problem-last-day = اكتب تاريخًا لا يتجاوز { $last }.
questions-problem-many = يتسع المكان لعدد { $most } من الإجابات.

questions-intro-length = { $count ->
    [one] سؤال واحد. يستغرق حوالي دقيقة.
   *[other] عدد الأسئلة: { $count }. الوقت بالدقائق: حوالي { $minutes }.
}
questions-intro-free = يمكنك تخطي أي سؤال. يمكنك التوقف والمتابعة في يوم آخر.
questions-foreign = هذه الأسئلة ليست بلغتك بعد. اتصل بنا لنمرّ عليها معًا بمساعدة مترجم.
questions-intro-start = ابدأ

questions-ready-title = كان هذا السؤال الأخير
questions-ready-send = أرسل إجاباتي
questions-done-title = شكرًا، وصلت إجاباتك
questions-done-receipt = الإيصال { $receipt }، { $when }.
questions-home = إلى اليوم

questions-closed-title = انتهى وقت هذه الأسئلة
questions-closed-kept = احتفظنا بما أجبت به.
questions-closed-rest = لا يلزمك فعل أي شيء.

questions-open-title = لدينا بعض الأسئلة لك
questions-open-body = تُفتح عندما تضغط على «ابدأ».
questions-later-title = لا بأس
questions-later-body = يعمل الرابط نفسه حتى { $day }.
questions-gone-title = لم يعد هذا الرابط يعمل
questions-gone-body = تم استخدامه أو انتهى وقته. لا يلزمك فعل أي شيء.
questions-about = عن
questions-with-the-course = تُحفظ إجابتك مع هذا المسار. يمكن لزملائك في المكتب الاطلاع عليها.
questions-home-desk = إلى النظرة العامة
questions-about-whom = عن
questions-skipped = تم التخطي
questions-scores = النتائج
questions-score = { $name }: { $value }
questions-score-none = { $name }: لا توجد نتيجة. الإجابات الناقصة: { $missing }.
