# النتائج: ما يمكن أن تقوله الأرقام دون كشف إجابة أي شخص.
insight-title = النتائج
insight-others = برامج أخرى
insight-intro = تُحسب الإجابات بعد انتهاء ربع السنة، ودائمًا عشر إجابات أو أكثر معًا. لا يمكن لأحد أن يرى إجابة شخص واحد.
insight-file = تنزيل الأرقام (CSV)

insight-influence = المشاركة في القرار
insight-influence-who = إجابات المشاركين: هل كان لهم رأي في خطتهم؟
insight-influence-happy = موافقون
insight-influence-unhappy = غير موافقين
insight-cross-sector = العمل المشترك
insight-cross-sector-who = إجابات الموظفين والشركاء: هل يعملون معًا من أجل المشارك؟
insight-cross-sector-happy = موافقون
insight-cross-sector-unhappy = غير موافقين
insight-health-change = الصحة قبل البرنامج وبعده
insight-health-change-who = تقييم المشاركين لأنفسهم في النهاية مقارنةً بالبداية.
insight-health-change-happy = أفضل من البداية
insight-health-change-unhappy = أسوأ من البداية

insight-quarter = الربع { $number }، { $year }
insight-in-wave = { $share }، { $wave }
insight-percent = { $share }٪
insight-range = { $low } إلى { $high }٪
insight-answered = { $answers } إجابة من { $invited } شخصًا سُئلوا ({ $share })
insight-target = الهدف
insight-target-line = الهدف { $share }
insight-share = بين من أجابوا
insight-likely = المدى المحتمل
insight-answers = الإجابات
insight-wave = القياس
insight-history = القياسات السابقة

insight-waits = الإجابات الجديدة تنتظر إغلاق القياس في { $date }.
insight-counting = أُغلق القياس. تُحسب إجاباته اليوم.
insight-too-few = إجابات قليلة جدًا (أقل من 10).
insight-none = لا توجد نتائج بعد.

insight-reached = تم بلوغ الهدف.
insight-not-reached = لم يتم بلوغ الهدف.
insight-cannot-say = لا يمكن القول بعد هل تم بلوغ الهدف.

insight-chart-says = { $share } بين من أجابوا. المدى المحتمل { $likely }.
insight-how = كيف حُسب هذا
insight-how-bands = تصبح كل إجابة واحدة من ثلاث: أحد الطرفين أو الوسط. لا تُحسب «لا أعرف» ولا الأسئلة المتروكة.
insight-how-sealed = تُجمع الإجابات بلا أسماء. لا تُحسب إلا عند إغلاق القياس، وإذا بلغت عشرًا على الأقل.
insight-how-label = يُحفظ العدد كمدى فقط: بين { $from } و{ $to } من { $answers } إجابة. فلا يمكن لأحد أن يعرف إجابة غيره.
insight-how-likely = الشريط المخطط يراعي المصادفة. في مجموعة أكبر تكون النسبة على الأرجح { $share } (ويلسون، 95٪).
insight-how-silent = لو أجاب كل من سُئلوا، لكانت النسبة ضمن { $share }.
insight-how-verdict = يتحقق الهدف عندما يقع الشريط المخطط كله فوقه.
