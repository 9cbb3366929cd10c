using QualiPref.Local;

namespace QualiPref.Portal.Tests.Browsing;

/// <summary>What takes a system with the settings that it is shipped with, or a provider that can be asked.</summary>
[CollectionDefinition(Name)]
public sealed class AsShipped : ICollectionFixture<ShippedSystem>
{
    public const string Name = "as shipped";
}

/// <summary>
/// A whole system that asks its provider at nearly every page whether the session there goes on, so that a test sees at once what becomes of it. As any provider serves it: ProConnect
/// gives nothing to ask with, and is asked by a visit after half an hour. The other systems of these tests sign in as at ProConnect.
/// </summary>
public abstract class AskingSystem(SystemShape shape) : PortalSystem(shape)
{
    protected override IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string>
    {
        ["QualiPref__Portal__SignIn__ClientId"] = "qualipref",
        ["QualiPref__Portal__SignIn__Preset"] = "Standard",
        ["QualiPref__Portal__Session__Renewal"] = "00:00:01",
    };
}

public sealed class AskingOverTheBroker() : AskingSystem(SystemShape.Distributed);

/// <summary>In one process, with limits and the age of proofs as they are shipped.</summary>
public sealed class ShippedSystem() : AskingSystem(SystemShape.AllInOne)
{
    protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>(base.Settings)
    {
        ["QualiPref__Complaints__FilingPause"] = "00:00:04",
        ["QualiPref__Limits__Address"] = "3000",
        ["QualiPref__Limits__AddressSending"] = "600",
    };
}
