using QualiPref.Platform.Hosting;

namespace QualiPref.Platform.Calls;

/// <summary>Base addresses of the services. Section <c>QualiPref:Services</c>; one that is not set runs in this process.</summary>
public sealed class ServiceOptions
{
    /// <summary>Section of the configuration.</summary>
    public const string Section = "QualiPref:Services";

    /// <summary>Base address of <c>surveys</c>.</summary>
    public Uri? Surveys { get; set; }

    /// <summary>Base address of <c>complaints</c>.</summary>
    public Uri? Complaints { get; set; }

    /// <summary>Base address of <c>indicators</c>.</summary>
    public Uri? Indicators { get; set; }

    /// <summary>Base address of <c>reporting</c>.</summary>
    public Uri? Reporting { get; set; }

    /// <summary>Base address of the portal, for what is only asked of it where it is known.</summary>
    public Uri? Portal { get; set; }

    /// <summary>The address of a service by its name in paths; null when it runs in this process.</summary>
    /// <param name="service">One of <see cref="ServiceNames"/>, or <see cref="QualiPrefHost.Portal"/>.</param>
    public Uri? Of(string service) => service switch
    {
        ServiceNames.Surveys => Surveys,
        ServiceNames.Complaints => Complaints,
        ServiceNames.Indicators => Indicators,
        ServiceNames.Reporting => Reporting,
        QualiPrefHost.Portal => Portal,
        _ => null,
    };
}
