using QualiPref.Platform.Hosting;
using QualiPref.Portal;

await QualiPrefHost.RunAsync(args, new PortalModule());
