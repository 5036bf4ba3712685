# إجابات بلا اسم: ما هو محمي، وما ليس محميًا، وكيف.
anonymous-title = إجابات بلا اسم
anonymous-how = كيف يعمل هذا
anonymous-off = لا يمكنك هنا أن تجيب بلا اسم. إجاباتك سرية.
anonymous-short = بعض الإجابات يمكنك إرسالها بلا اسم. نعرف أن أحدًا أجاب، ولا نعرف من هو.

anonymous-protected = ما هو محمي
anonymous-protected-name = لا أحد يرى بماذا أجبت، ولا حتى منسقك.
anonymous-protected-all = الجميع يحصلون على تذكرة، حتى من لا يريد الإجابة. هي لا تبيّن هل أجبت.
anonymous-protected-ten = لا نعرض إلا إجابات عشرة أشخاص أو أكثر معًا.

anonymous-works = كيف يعمل
anonymous-works-ticket = عندما تفتح التطبيق يجلب تذكرة. تكفي لمرة واحدة من الإجابات.
anonymous-works-hidden = التذكرة مغطاة عندما نختمها. نعرف الختم من جديد، ولا نعرف التذكرة.
anonymous-works-later = في يوم آخر ترسل إجاباتك مع التذكرة. ولا يذهب معها أي اسم.
anonymous-works-once = التذكرة صالحة مرة واحدة. تُجمع إجاباتك مع غيرها، بلا وقت.

anonymous-not = ما ليس محميًا
anonymous-not-agree = إذا قال كل من في مجموعة صغيرة الشيء نفسه، عُرف ما قاله كل واحد.
anonymous-not-server = من يدير الخادم بلا أمانة قد يغيّر البرنامج، أو يراقب وأنت تجيب. عندها يمكن أن يعرفك.
anonymous-not-network = شبكتك ترى أنك هنا. ولا ترى بماذا تجيب.
anonymous-not-words = إذا أخبرت غيرك بما أجبت، فلم يعد مخفيًا.

anonymous-confidential = متى تكون الإجابات سرية فقط
anonymous-confidential-scripts = بلا برامج نصية، وعلى هاتف مستعار، وعبر رابط، تكون الإجابات سرية وليست بلا اسم.
anonymous-confidential-paper = وكذلك على الورق وبالهاتف.
anonymous-confidential-apart = تُحسب وحدها إذا كانت عشرًا أو أكثر.

anonymous-keys = الأختام
anonymous-keys-text = الجميع يحصلون على الختم نفسه في ربع السنة. هذه أسماؤها. والتطبيق يرفض أي ختم آخر.

anonymous-no-scripts = هذه الصفحة تحتاج إلى البرامج النصية، كي لا يذهب اسمك مع إجاباتك.
anonymous-settled = أجبت، أو لا أريد أن أجيب
anonymous-in-the-app = الأسئلة في التطبيق
anonymous-in-the-app-text = افتح التطبيق على هاتفك وأجب هناك. عندها لا يذهب اسمك معها.
anonymous-sent-title = شكرًا على إجاباتك
anonymous-sent-text = حُسبت إجاباتك. ولا أحد يرى أنها لك.
anonymous-sent-settle = اضغط هنا في النهاية. عندها لا نسأل مرة أخرى.

anonymous-said-no-token = تذكرتك ليست على هذا الهاتف. أجب على الهاتف الذي فتحت فيه التطبيق أولًا.
anonymous-said-too-early = جاءت تذكرتك اليوم. أجب غدًا أو بعده. عندها لا أحد يعرف أنها لك.
anonymous-said-other-key = لم نرسل شيئًا. الختم ليس الذي يحصل عليه الجميع. أخبر منسقك من فضلك.
anonymous-said-over = انتهى وقت الإجابة. لا تحتاج إلى فعل شيء.
anonymous-said-used = استُعملت التذكرة. إجاباتك محسوبة.
anonymous-said-forged = التذكرة لا تناسب هذه الأسئلة. لم يُرسل شيء.
anonymous-said-unfit = إحدى الإجابات لا تناسب. افتح الصفحة من جديد وحاول مرة أخرى.
anonymous-said-trouble = لم ينجح الأمر الآن. إجاباتك ما زالت هنا. حاول بعد قليل.
anonymous-said-receipt = إيصال { $receipt }. هو على هاتفك وحده.
