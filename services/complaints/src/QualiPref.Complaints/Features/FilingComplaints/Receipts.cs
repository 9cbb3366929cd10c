using System.Globalization;
using QualiPref.Complaints.Cases;
using QualiPref.Platform.Catalogue;

namespace QualiPref.Complaints.Features.FilingComplaints;

/// <summary>
/// The receipt (accusé de réception) with what article R112-5 of the code des relations entre le public et l'administration asks for:
/// the day of reception, the day from which silence is a refusal, and the service in charge.
/// </summary>
internal static class Receipts
{
    private static readonly CultureInfo French = CultureInfo.GetCultureInfo("fr-FR");

    public const string Subject = "Accusé de réception";

    /// <summary>The text.</summary>
    /// <param name="reference">Reference of the case.</param>
    /// <param name="site">Its site.</param>
    /// <param name="complaint">Its state.</param>
    public static string Text(string reference, Site site, ComplaintCase complaint) => complaint.Kind == Kinds.Thanks
        ? $"Votre message a été reçu le {Day(complaint.ReceivedOn)} par « {site.Name} » sous la référence {reference}. Nous vous en remercions."
        : $"""
            Votre demande a été reçue le {Day(complaint.ReceivedOn)} par « {site.Name} », chargé de la traiter, sous la référence {reference}.
            Nous nous engageons à vous répondre au plus tard le {Day(complaint.DueOn)}.
            Sans réponse de notre part au {Day(complaint.LegalDueOn)}, s'il s'agit d'une réclamation, elle sera réputée rejetée.
            """;

    private static string Day(DateOnly date) => date.ToString("d MMMM yyyy", French);
}
