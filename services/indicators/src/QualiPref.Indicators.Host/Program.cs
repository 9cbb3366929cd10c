using QualiPref.Indicators;
using QualiPref.Platform.Hosting;

await QualiPrefHost.RunAsync(args, new IndicatorsModule());
