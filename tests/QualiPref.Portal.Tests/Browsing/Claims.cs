using System.Text.RegularExpressions;

namespace QualiPref.Portal.Tests.Browsing;

/// <summary>Words that claim a message left the house. Only what stands for a recorded delivery may say so: <see cref="Recorded"/>.</summary>
internal static partial class Claims
{
    /// <summary>The files whose words each stand for a state of a delivery that the service recorded.</summary>
    public static IReadOnlyList<string> Recorded { get; } = ["DeliveryWords.cs", "TrackedDeliveryWords.cs", "CaseDocumentWords.cs"];

    /// <summary>The claims in a text, each with what stands around it.</summary>
    public static IReadOnlyList<string> In(string text) =>
        [.. Sent().Matches(text).Select(match => text[Math.Max(0, match.Index - 40)..Math.Min(text.Length, match.Index + match.Length + 40)].ReplaceLineEndings(" "))];

    [GeneratedRegex(@"\b(r?envoyée?s?|(re)?transmise?s?|expédiée?s?|postée?s?|notifiée?s?|vous (est|a été|sera) (adressée?|remise?)|courriel de confirmation|remise? (à (la|votre|une) messagerie|par un agent)|confiée? à la poste le)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Sent();
}
