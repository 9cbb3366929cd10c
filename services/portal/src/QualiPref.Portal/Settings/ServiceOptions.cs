namespace QualiPref.Portal.Settings;

/// <summary>Base addresses of the services. Section <c>QualiPref:Services</c>; one that is not set runs in the portal's own process.</summary>
internal sealed class ServiceOptions
{
    public const string Section = "QualiPref:Services";

    public Uri? Surveys { get; set; }

    public Uri? Complaints { get; set; }

    public Uri? Indicators { get; set; }

    public Uri? Reporting { get; set; }

    /// <summary>The address of a service by its name in paths; null when it runs in this process.</summary>
    public Uri? Of(string service) => service switch
    {
        ServiceNames.Surveys => Surveys,
        ServiceNames.Complaints => Complaints,
        ServiceNames.Indicators => Indicators,
        ServiceNames.Reporting => Reporting,
        _ => null,
    };
}

/// <summary>The services as they are named in paths.</summary>
internal static class ServiceNames
{
    public const string Surveys = "surveys";
    public const string Complaints = "complaints";
    public const string Indicators = "indicators";
    public const string Reporting = "reporting";

    public static IReadOnlyList<string> All { get; } = [Surveys, Complaints, Indicators, Reporting];
}
