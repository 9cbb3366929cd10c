using QualiPref.Platform.Http;

namespace QualiPref.Platform.Catalogue;

/// <summary>A changed catalogue reaches the processes one after the other; meanwhile one names what another does not know.</summary>
public static class RollOut
{
    /// <summary>
    /// For so long what is not known here is taken for a catalogue that has not arrived yet, and after it for a fault: several times what Kubernetes takes to hand a
    /// changed ConfigMap to every pod.
    /// </summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    // About the time between two looks at the folder.
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    /// <summary>Ends a call for now, 503: the same call is to be sent again.</summary>
    /// <param name="detail">What is particular to the case, if anything.</param>
    public static ProblemException NotYet(Words? detail = null) =>
        new(new Problem(CommonProblems.NotInCatalogueYet) { RetryAfter = Soon, Detail = detail });
}
