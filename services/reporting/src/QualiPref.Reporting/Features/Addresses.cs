namespace QualiPref.Reporting.Features;

/// <summary>Where things are found, as answers name them.</summary>
internal static class Addresses
{
    public static string Edition(Guid id) => $"/api/reporting/v1/editions/{id}";

    public static string Manifest(Guid edition) => $"{Edition(edition)}/manifest";

    public static string Verification(Guid edition) => $"{Edition(edition)}/verify";

    public static string Operation(Guid id) => $"/api/reporting/v1/operations/{id}";
}
