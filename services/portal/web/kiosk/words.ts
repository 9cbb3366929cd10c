// Texts of the kiosk itself; those of the questions come with the questionnaire.

export interface Words {
  language: string;
  start: string;
  choose: string;
  step: (step: number, of: number) => string;
  optional: string;
  required: string;
  next: string;
  back: string;
  stop: string;
  send: string;
  notice: string;
  left: (characters: number) => string;
  thanks: string;
  thanksMore: string;
  again: string;
  stillThere: string;
  willReset: string;
  goOn: string;
  elsewhere: string;
  elsewhereMore: string;
}

const fr: Words = {
  language: "Français",
  start: "Votre avis",
  choose: "Choisissez votre langue pour commencer.",
  step: (step, of) => `Question ${step} sur ${of}`,
  optional: "facultatif",
  required: "Choisissez une réponse pour continuer.",
  next: "Continuer",
  back: "Revenir",
  stop: "Arrêter",
  send: "Envoyer mon avis",
  notice: "N'écrivez ni nom, ni adresse, ni numéro de dossier. Votre commentaire est lu par les agents de la préfecture.",
  left: (characters) => `${characters} caractères restants`,
  thanks: "Merci, votre avis est enregistré",
  thanksMore: "Il comptera dans les résultats présentés au comité local des usagers.",
  again: "Revenir à l'accueil",
  stillThere: "Êtes-vous toujours là ?",
  willReset: "Sans réponse, ce que vous avez saisi sera effacé dans quelques secondes.",
  goOn: "Je continue",
  elsewhere: "Cette borne est déjà ouverte",
  elsewhereMore: "Un autre onglet ou une autre fenêtre de cet appareil l'utilise : continuez là-bas. Cette page prendra la suite dès qu'il sera fermé.",
};

const en: Words = {
  language: "English",
  start: "Your opinion",
  choose: "Choose your language to begin.",
  step: (step, of) => `Question ${step} of ${of}`,
  optional: "optional",
  required: "Choose an answer to go on.",
  next: "Continue",
  back: "Back",
  stop: "Stop",
  send: "Send my opinion",
  notice: "Do not write any name, address or file number. Your comment is read by the prefecture's staff.",
  left: (characters) => `${characters} characters left`,
  thanks: "Thank you, your opinion is recorded",
  thanksMore: "It will count in the results shown to the local users' committee.",
  again: "Back to the start",
  stillThere: "Are you still there?",
  willReset: "Without an answer, what you entered will be erased in a few seconds.",
  goOn: "I am going on",
  elsewhere: "This kiosk is already open",
  elsewhereMore: "Another tab or window of this device is using it: please go on there. This page will take over once it is closed.",
};

const es: Words = {
  language: "Español",
  start: "Su opinión",
  choose: "Elija su idioma para empezar.",
  step: (step, of) => `Pregunta ${step} de ${of}`,
  optional: "opcional",
  required: "Elija una respuesta para continuar.",
  next: "Continuar",
  back: "Volver",
  stop: "Terminar",
  send: "Enviar mi opinión",
  notice: "No escriba nombres, direcciones ni números de expediente. El personal de la prefectura lee su comentario.",
  left: (characters) => `${characters} caracteres restantes`,
  thanks: "Gracias, su opinión ha quedado registrada",
  thanksMore: "Contará en los resultados que se presentan al comité local de usuarios.",
  again: "Volver al inicio",
  stillThere: "¿Sigue ahí?",
  willReset: "Si no responde, lo que ha escrito se borrará en unos segundos.",
  goOn: "Continúo",
  elsewhere: "Esta pantalla ya está abierta",
  elsewhereMore: "Otra pestaña o ventana de este dispositivo la está usando: continúe allí. Esta página tomará el relevo cuando se cierre.",
};

const pt: Words = {
  language: "Português",
  start: "A sua opinião",
  choose: "Escolha o seu idioma para começar.",
  step: (step, of) => `Pergunta ${step} de ${of}`,
  optional: "facultativo",
  required: "Escolha uma resposta para continuar.",
  next: "Continuar",
  back: "Voltar",
  stop: "Terminar",
  send: "Enviar a minha opinião",
  notice: "Não escreva nomes, moradas nem números de processo. O seu comentário é lido pelos funcionários da prefeitura.",
  left: (characters) => `${characters} caracteres restantes`,
  thanks: "Obrigado, a sua opinião está registada",
  thanksMore: "Contará nos resultados apresentados ao comité local dos utentes.",
  again: "Voltar ao início",
  stillThere: "Ainda está aí?",
  willReset: "Sem resposta, o que escreveu será apagado dentro de alguns segundos.",
  goOn: "Continuo",
  elsewhere: "Este ecrã já está aberto",
  elsewhereMore: "Outro separador ou outra janela deste aparelho está a usá-lo: continue aí. Esta página assume quando for fechado.",
};

const ar: Words = {
  language: "العربية",
  start: "رأيكم",
  choose: "اختاروا لغتكم للبدء.",
  step: (step, of) => `السؤال ${step} من ${of}`,
  optional: "اختياري",
  required: "اختاروا إجابة للمتابعة.",
  next: "متابعة",
  back: "رجوع",
  stop: "إنهاء",
  send: "إرسال رأيي",
  notice: "لا تكتبوا أي اسم أو عنوان أو رقم ملف. يقرأ موظفو المحافظة تعليقكم.",
  left: (characters) => `عدد الأحرف المتبقية: ${characters}`,
  thanks: "شكرًا، تم تسجيل رأيكم",
  thanksMore: "سيُحتسب ضمن النتائج المعروضة على اللجنة المحلية للمستخدمين.",
  again: "العودة إلى البداية",
  stillThere: "هل ما زلتم هنا؟",
  willReset: "إذا لم تجيبوا فسيُمحى ما كتبتموه خلال ثوانٍ قليلة.",
  goOn: "أتابع",
  elsewhere: "هذه الشاشة مفتوحة بالفعل",
  elsewhereMore: "تستخدمها علامة تبويب أو نافذة أخرى على هذا الجهاز: تابعوا هناك من فضلكم. ستحلّ هذه الصفحة محلها عند إغلاقها.",
};

const all: Record<string, Words | undefined> = { fr, en, es, pt, ar };

export const wordsOf = (language: string): Words => all[language] ?? fr;

export const directionOf = (language: string): "rtl" | "ltr" => (language === "ar" ? "rtl" : "ltr");
