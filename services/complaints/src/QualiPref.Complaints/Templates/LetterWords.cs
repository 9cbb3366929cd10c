using System.Globalization;

namespace QualiPref.Complaints.Templates;

/// <summary>What the service itself writes into letters, in one language: the receipt, the subjects of letters that have none of their own, and what stands under an e-mail.</summary>
/// <param name="Receipt">What a receipt is called.</param>
/// <param name="Holding">What a holding reply is called.</param>
/// <param name="Question">What a request for information is called.</param>
/// <param name="Reference">Names the case.</param>
/// <param name="Subject">What a letter on paper is about.</param>
/// <param name="Thanked">The receipt of thanks: day, site, reference.</param>
/// <param name="Received">Who has the case: day, site, reference.</param>
/// <param name="Reach">How to reach them.</param>
/// <param name="Promise">By when they answer.</param>
/// <param name="Silence">From which day on silence is a refusal, and what can be done then.</param>
internal sealed record LetterWords(
    string Receipt, string Holding, string Question, string Reference, string Subject, string Thanked, string Received, string Reach, string Promise, string Silence)
{
    private static readonly Dictionary<string, LetterWords> All = new()
    {
        ["fr"] = new(
            Receipt: "Accusé de réception",
            Holding: "Réponse d'attente",
            Question: "Demande de précisions",
            Reference: "Référence\u00A0: {0}",
            Subject: "Objet\u00A0: {0}",
            Thanked: "Votre message a été reçu le {0} par « {1} » sous la référence {2}. Nous vous en remercions.",
            Received: "Votre demande a été reçue le {0} par « {1} », service chargé de la traiter, sous la référence {2}.",
            Reach: "Pour le joindre : {0}.",
            Promise: "Nous nous engageons à vous répondre au plus tard le {0}.",
            Silence: "Sans réponse de notre part au {0}, s'il s'agit d'une réclamation, elle sera réputée rejetée. Vous aurez alors deux mois pour saisir le tribunal administratif."),
        ["en"] = new(
            Receipt: "Acknowledgement of receipt",
            Holding: "First reply",
            Question: "Request for information",
            Reference: "Reference: {0}",
            Subject: "Subject: {0}",
            Thanked: "Your message was received on {0} by “{1}” under the reference {2}. Thank you for it.",
            Received: "Your request was received on {0} by “{1}”, the office in charge of it, under the reference {2}.",
            Reach: "To reach this office: {0}.",
            Promise: "We undertake to answer you by {0} at the latest.",
            Silence: "If we have not answered by {0} and it is a complaint, French law regards it as rejected. You then have two months to bring the matter before the administrative court."),
        ["es"] = new(
            Receipt: "Acuse de recibo",
            Holding: "Respuesta provisional",
            Question: "Solicitud de información",
            Reference: "Referencia: {0}",
            Subject: "Asunto: {0}",
            Thanked: "Su mensaje se recibió el {0} en «{1}» con la referencia {2}. Se lo agradecemos.",
            Received: "Su solicitud se recibió el {0} en «{1}», servicio encargado de tramitarla, con la referencia {2}.",
            Reach: "Para ponerse en contacto con este servicio: {0}.",
            Promise: "Nos comprometemos a responderle a más tardar el {0}.",
            Silence: "Sin respuesta nuestra el {0}, si se trata de una reclamación, la ley francesa la considera rechazada. Dispondrá entonces de dos meses para acudir al tribunal administrativo."),
        ["pt"] = new(
            Receipt: "Aviso de receção",
            Holding: "Resposta provisória",
            Question: "Pedido de esclarecimentos",
            Reference: "Referência: {0}",
            Subject: "Assunto: {0}",
            Thanked: "A sua mensagem foi recebida em {0} por «{1}» com a referência {2}. Agradecemos-lha.",
            Received: "O seu pedido foi recebido em {0} por «{1}», serviço encarregado de o tratar, com a referência {2}.",
            Reach: "Para contactar este serviço: {0}.",
            Promise: "Comprometemo-nos a responder-lhe até {0}, o mais tardar.",
            Silence: "Sem resposta nossa até {0}, se se tratar de uma reclamação, a lei francesa considera-a rejeitada. Terá então dois meses para recorrer ao tribunal administrativo."),
        ["ar"] = new(
            Receipt: "إشعار بالاستلام",
            Holding: "رد مؤقت",
            Question: "طلب توضيحات",
            Reference: "المرجع: {0}",
            Subject: "الموضوع: {0}",
            Thanked: "وصلت رسالتكم بتاريخ {0} إلى «{1}» تحت المرجع {2}. نشكركم عليها.",
            Received: "وصل طلبكم بتاريخ {0} إلى «{1}»، المصلحة المكلفة بمعالجته، تحت المرجع {2}.",
            Reach: "للاتصال بها: {0}.",
            Promise: "نتعهد بالرد عليكم في أجل أقصاه {0}.",
            Silence: "إذا لم يصلكم رد منا بحلول {0} وكان الأمر يتعلق بشكوى فإن القانون الفرنسي يعتبرها مرفوضة. ويكون لكم حينئذ شهران للجوء إلى المحكمة الإدارية."),
    };

    /// <summary>The words of a language; French where there are none.</summary>
    public static LetterWords Of(string? language) => All[LetterLanguages.OrFrench(language)];

    /// <summary>A sentence of a language with its values in it.</summary>
    public static string Fill(string sentence, string language, params IEnumerable<string> values) =>
        string.Format(CultureInfo.InvariantCulture, sentence, [.. values.Select(value => LetterLanguages.Within(value, LetterLanguages.OrFrench(language)))]);
}
