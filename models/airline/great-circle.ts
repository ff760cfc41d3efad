/** Distances on the globe. */
const EARTH_RADIUS_KM = 6371.009

type Point = { readonly latitude: number; readonly longitude: number }

/**
 * Great-circle distance on a sphere of mean radius; within 0.6 % of the ellipsoid. Degrees in, km
 * out.
 */
export function greatCircleKm(a: Point, b: Point): number {
  const halfLatitude = Math.sin(radians(b.latitude - a.latitude) / 2)
  const halfLongitude = Math.sin(radians(b.longitude - a.longitude) / 2)
  const haversine =
    halfLatitude ** 2 +
    Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * halfLongitude ** 2
  return 2 * EARTH_RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(haversine)))
}

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180
}
