using QualiPref.Platform.Calls;
using QualiPref.Platform.Hosting;
using QualiPref.Portal.Access;
using QualiPref.Testing;

namespace QualiPref.Portal.Tests.Browsing;

/// <summary>People who work at a system and are none of the sample persons: a portal beside it, on the same database, lets them in.</summary>
internal static class PersonSteps
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Somebody whom a provider knows by their name, with a role at a site; answers their id.</summary>
    public static async Task<Guid> AdmitAsync(this PortalSystem system, string name, string role, string site)
    {
        await using var portal = await BesideAsync(system);
        var arrived = await ArriveAsync(portal, name);
        return (await portal.Service<AccessChanges>().GrantAsync(arrived, [new PersonGrant(role, null, site)], Access.PortalOnEngine.Audit, Token)).Id;
    }

    /// <summary>Somebody who has signed in and is not known; answers their id.</summary>
    public static async Task<Guid> ComeUnknownAsync(this PortalSystem system, string name)
    {
        await using var portal = await BesideAsync(system);
        return (await ArriveAsync(portal, name)).Id;
    }

    private static Task<Person> ArriveAsync(ServiceHost portal, string name) =>
        portal.Service<Persons>().ArriveAsync(new ExternalIdentity("https://identite.example", name, name) { Email = $"{name.Replace(' ', '.')}@exemple.invalid" }, Token);

    private static Task<ServiceHost> BesideAsync(PortalSystem system) => new ServiceHost(
        arguments => QualiPrefHost.Build(arguments, new PortalModule()), system.Parts.Engine.ConnectionString, "qualipref",
        ServiceNames.All.Select(service => $"--QualiPref:Services:{service}=http://127.0.0.1:1")).StartAsync();
}
