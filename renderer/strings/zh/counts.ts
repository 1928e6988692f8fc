/** @file "1 张照片", "1,204 张照片": Chinese has no plural. */
import { formatNumber } from '../format.ts';

export const countPhotos = (value: number): string => `${formatNumber(value)} 张照片`;
export const countAlbums = (value: number): string => `${formatNumber(value)} 个相册`;
