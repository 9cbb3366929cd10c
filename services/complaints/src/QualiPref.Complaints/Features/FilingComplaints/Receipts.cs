using QualiPref.Complaints.Cases;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Time;

namespace QualiPref.Complaints.Features.FilingComplaints;

/// <summary>
/// The receipt (accusé de réception) with what article R112-5 of the code des relations entre le public et l'administration asks for:
/// the day of reception, the day from which silence is a refusal, and the service in charge with how to reach it, as its letterhead in the catalogue says.
/// </summary>
internal static class Receipts
{
    public const string Subject = "Accusé de réception";

    /// <summary>The text.</summary>
    /// <param name="reference">Reference of the case.</param>
    /// <param name="site">Its site.</param>
    /// <param name="complaint">Its state.</param>
    public static string Text(string reference, Site site, ComplaintCase complaint) => complaint.Kind == Kinds.Thanks
        ? $"Votre message a été reçu le {complaint.ReceivedOn.InFrench()} par « {site.Name} » sous la référence {reference}. Nous vous en remercions."
        : $"""
            Votre demande a été reçue le {complaint.ReceivedOn.InFrench()} par « {site.Name} », service chargé de la traiter, sous la référence {reference}.{Reach(site)}
            Nous nous engageons à vous répondre au plus tard le {complaint.DueOn.InFrench()}.
            Sans réponse de notre part au {complaint.LegalDueOn.InFrench()}, s'il s'agit d'une réclamation, elle sera réputée rejetée.
            """;

    private static string Reach(Site site) => site.Letterhead is { } head
        ? $" Pour le joindre : {string.Join(", ", head.Address.Concat(new[] { head.Phone, head.Email }.OfType<string>()))}."
        : "";
}
